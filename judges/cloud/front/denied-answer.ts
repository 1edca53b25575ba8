// Answers as AWS does when it refuses a call, so that the SDK understands it: IAM does not allow it, or the credentials have expired.
import type { ServerResponse } from "node:http";
import type { AskedPermission } from "./asked-permissions.ts";

/** These speak XML. */
const inForms = ["cloudformation", "iam", "sns", "sts", "monitoring"];

interface Refusal {
  readonly service: string;
  readonly status: number;
  /** As services that speak JSON name it, and as the others do. */
  readonly type: string;
  readonly code: string;
  readonly message: string;
}

const answerRefusal = (response: ServerResponse, { service, status, type, code, message }: Refusal): void => {
  const xml = `<Code>${code}</Code><Message>${message}</Message>`;
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
      ...(service === "sqs" && { "x-amzn-query-error": `${code};Sender` }),
    })
    .end(JSON.stringify({ __type: type, message, Message: message }));
};

interface Denied {
  readonly service: string;
  readonly who: string;
  readonly asked: AskedPermission;
}

export const answerDenied = (response: ServerResponse, { service, who, asked }: Denied): void =>
  answerRefusal(response, {
    service,
    // SQS names the error otherwise than the others.
    ...(service === "sqs"
      ? { type: "com.amazonaws.sqs#AccessDenied", status: 403 }
      : { type: "com.amazon.coral.service#AccessDeniedException", status: 400 }),
    code: "AccessDenied",
    message: `User: ${who} is not authorized to perform: ${asked.action} on resource: ${asked.resource} because no identity-based policy allows the ${asked.action} action`,
  });

export const answerExpired = (response: ServerResponse, service: string): void =>
  answerRefusal(response, {
    service,
    status: 400,
    type: "com.amazon.coral.service#ExpiredTokenException",
    code: "ExpiredToken",
    message: "The security token included in the request is expired",
  });
