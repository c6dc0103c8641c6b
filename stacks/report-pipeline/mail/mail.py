def handler(event, context):
    return {"sent": event["detail"]["status"] if "detail" in event else "report"}
