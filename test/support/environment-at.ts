// What a client of AWS in a test finds around it: a service on this machine, and credentials that open nothing.
import { type AwsEnvironment, awsEnvironment } from "../../lib/aws/aws-environment.ts";

/** `variables` are as Lambda would set them; `now` is for tests whose clock differs from that of AWS. */
export const environmentAt = (
  url: string,
  variables: Readonly<Record<string, string>> = {},
  now?: () => number,
): AwsEnvironment => {
  const all: Readonly<Record<string, string>> = {
    ...{ AWS_ENDPOINT_URL: url, AWS_REGION: "sa-east-1" },
    ...{ AWS_ACCESS_KEY_ID: "local", AWS_SECRET_ACCESS_KEY: "local" },
    ...variables,
  };
  return awsEnvironment((name) => all[name], now);
};
