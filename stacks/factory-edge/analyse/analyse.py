"""Sums up what the sensors of hall 3 have sent."""

import json
import os

import boto3

objects = boto3.client("s3")


def handler(event, context):
    """Reads each new file, and prints how many readings it has."""
    for record in event["Records"]:
        place = record["s3"]
        found = objects.get_object(Bucket=place["bucket"]["name"], Key=place["object"]["key"])
        print(os.environ.get("HALL", "hall3"), len(json.load(found["Body"])))
