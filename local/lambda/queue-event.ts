// Received messages as a function gets them.
import type { Message, MessageAttributeValue } from "@aws-sdk/client-sqs";
import { queueArn, region } from "../aws/aws-names.ts";

const toAttribute = ({ DataType, StringValue, BinaryValue }: MessageAttributeValue) => ({
  dataType: DataType,
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: Buffer.from(BinaryValue).toString("base64") }),
  stringListValues: [],
  binaryListValues: [],
});

export const queueEvent = (queueName: string, messages: readonly Message[]): object => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.MessageAttributes ?? {}).map(([name, value]) => [name, toAttribute(value)]),
    ),
    md5OfBody: message.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queueArn(queueName),
    awsRegion: region,
  })),
});
