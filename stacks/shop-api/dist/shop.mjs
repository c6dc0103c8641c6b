// Every function of the shop is this file under another name; what it does is not what the stack is about.
export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ seen: event.rawPath ?? null }) });
