"""Counts the thumbnails that came since yesterday, and writes the number into the log."""

import datetime
import os

import boto3

s3 = boto3.client("s3")


def handler(event, context):
    """Lists the bucket and counts what is younger than a day."""
    since = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(days=1)
    count = 0
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=os.environ["THUMBS"]):
        count += sum(1 for item in page.get("Contents", []) if item["LastModified"] >= since)
    print(f"{count} new thumbnails since {since:%Y-%m-%d %H:%M} UTC")
    return {"new": count}
