// Answers with a link to one thumbnail, good for five minutes.
const { S3Client, HeadObjectCommand, GetObjectCommand } = require("@aws-sdk/client-s3");
const { getSignedUrl } = require("@aws-sdk/s3-request-presigner");

const s3 = new S3Client({});

exports.handler = async (event) => {
  const object = { Bucket: process.env.SOURCE, Key: `${event.pathParameters.id}.jpg` };
  try {
    await s3.send(new HeadObjectCommand(object));
  } catch (error) {
    if (error.name === "NotFound") return { statusCode: 404, body: "no such thumbnail" };
    throw error;
  }
  const link = await getSignedUrl(s3, new GetObjectCommand(object), { expiresIn: 300 });
  return { statusCode: 302, headers: { location: link } };
};
