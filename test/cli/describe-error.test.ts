// What AWS, or the way to it, says of wrong credentials and a wrong region comes with what to do, in one line and without a stack.
import { expect, test } from "@jest/globals";
import { describeError } from "../../cli/describe-error.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";

test.each([
  ["Error", "getaddrinfo ENOTFOUND sts.sa-east-9.amazonaws.com", "ENOTFOUND", "check --region"],
  ["Error", "getaddrinfo EAI_AGAIN sts.sa-east-1.amazonaws.com", "EAI_AGAIN", "network"],
  ["InvalidClientTokenId", "The security token included in the request is invalid.", "", "AWS_PROFILE"],
  ["UnrecognizedClientException", "The security token included in the request is invalid.", "", "AWS_PROFILE"],
  ["SignatureDoesNotMatch", "The request signature we calculated does not match", "", "enter both halves again"],
  ["ExpiredToken", "The security token included in the request is expired", "", "sign in again"],
])("%s: %s", (name, message, code, remedy) => {
  const error = Object.assign(new Error(message), { name, ...(code !== "" && { code }) });
  const text = describeError(error);
  expect(text).toContain(message);
  expect(text).toContain(remedy);
  expect(text).not.toContain("\n");
});

test.each([
  ["dynamodb:UpdateItem", "OperatorPolicyArn"],
  ["sqs:DeleteMessage", "OperatorPolicyArn"],
  ["sqs:ReceiveMessage", "ViewerPolicyArn"],
])("who may not do %s is told which policy lets one", (action, policy) => {
  const said = `User: arn:aws:iam::000000000000:user/ana is not authorized to perform: ${action} on resource: arn:aws:x:y`;
  const error = Object.assign(new Error(said), { name: "AccessDeniedException", $metadata: {} });
  expect(describeError(error)).toContain(policy);
});

test("what neither policy of the stage allows is named by AWS alone", () => {
  const said =
    "User: arn:aws:iam::000000000000:user/ana is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:sa-east-1:000000000000:secret:wts-session-hooks/prod/access-AbCdEf";
  const error = Object.assign(new Error(said), { name: "AccessDeniedException", $metadata: {} });
  expect(describeError(error)).not.toContain("PolicyArn");
});

test("who waited in vain for the rate is told when there is room again", () => {
  const error = new WtsApiError("GET /core/v2/department", {
    failure: "unavailable",
    reason: "RATE_LIMIT",
    retryAfterSeconds: 37,
  });
  expect(describeError(error)).toContain("room again in 37 s");
});
