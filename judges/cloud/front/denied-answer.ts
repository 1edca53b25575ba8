// Answers as AWS does when IAM does not allow a call, so that the SDK understands it.
import type { ServerResponse } from "node:http";
import type { AskedPermission } from "./asked-permissions.ts";

/** SQS names the error otherwise than the others. */
const errorOf = (service: string): { type: string; status: number } =>
  service === "sqs"
    ? { type: "com.amazonaws.sqs#AccessDenied", status: 403 }
    : { type: "com.amazon.coral.service#AccessDeniedException", status: 400 };

/** These speak XML. */
const inForms = ["cloudformation", "iam", "sns", "sts", "monitoring"];

interface Denied {
  readonly service: string;
  readonly who: string;
  readonly asked: AskedPermission;
}

export const answerDenied = (response: ServerResponse, { service, who, asked }: Denied): void => {
  const { type, status } = errorOf(service);
  const message = `User: ${who} is not authorized to perform: ${asked.action} on resource: ${asked.resource} because no identity-based policy allows the ${asked.action} action`;
  const xml = `<Code>AccessDenied</Code><Message>${message}</Message>`;
  if (service === "s3" || inForms.includes(service)) {
    const text =
      service === "s3"
        ? `<Error>${xml}</Error>`
        : `<ErrorResponse><Error><Type>Sender</Type>${xml}</Error></ErrorResponse>`;
    response.writeHead(403, { "content-type": "text/xml" }).end(text);
    return;
  }
  response
    .writeHead(status, {
      "content-type": "application/x-amz-json-1.0",
      ...(service === "sqs" && { "x-amzn-query-error": "AccessDenied;Sender" }),
    })
    .end(JSON.stringify({ __type: type, message, Message: message }));
};
