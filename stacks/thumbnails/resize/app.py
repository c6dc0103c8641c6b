"""Shrinks one uploaded photo and puts the result beside the others."""

import io
import os
import urllib.parse

import boto3
from PIL import Image

s3 = boto3.client("s3")


def handler(event, context):
    """Reads each photo that the event names, and writes its thumbnail."""
    width = int(os.environ["WIDTH"])
    written = []
    for record in event["Records"]:
        bucket = record["s3"]["bucket"]["name"]
        key = urllib.parse.unquote_plus(record["s3"]["object"]["key"])
        body = s3.get_object(Bucket=bucket, Key=key)["Body"].read()
        name = key.removeprefix("raw/")
        s3.put_object(Bucket=os.environ["TARGET"], Key=name, Body=shrink(body, width), ContentType="image/jpeg")
        written.append(name)
    return {"written": written}


def shrink(body, width):
    """A JPEG of at most that many pixels in width."""
    image = Image.open(io.BytesIO(body)).convert("RGB")
    image.thumbnail((width, image.height))
    out = io.BytesIO()
    image.save(out, format="JPEG", quality=85)
    return out.getvalue()
