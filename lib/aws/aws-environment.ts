// What a client of AWS finds around it: where its service answers, as whom it asks, and which invocation it asks for.

export type AwsService = "dynamodb" | "events" | "secretsmanager" | "sqs";

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface AwsEnvironment {
  readonly region: string;
  endpointOf(service: AwsService): string;
  /** They are asked for with each call. Throws where there are none. */
  credentials(): AwsCredentials;
  /** By this Lambda knows an invocation that leads to itself again, and stops it. */
  traceId(): string | undefined;
  /** Answers epoch milliseconds. */
  now(): number;
}

/** The variable AWS_ENDPOINT_URL_<name> names another endpoint, such as a test's. */
const variableNames: Readonly<Record<AwsService, string>> = {
  dynamodb: "DYNAMODB",
  events: "EVENTBRIDGE",
  secretsmanager: "SECRETS_MANAGER",
  sqs: "SQS",
};

const hostOf = (service: AwsService, region: string): string =>
  `${service}.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;

/** As Lambda sets the variables: a function has its role's credentials there, and no profile, no file and no other way to them. */
export const awsEnvironment = (
  variable: (name: string) => string | undefined,
  now: () => number = Date.now,
): AwsEnvironment => {
  const region = variable("AWS_REGION") ?? "";
  const isOnLambda = variable("AWS_LAMBDA_FUNCTION_NAME") !== undefined;
  let held: AwsCredentials | undefined;
  return {
    region,
    endpointOf: (service) =>
      variable(`AWS_ENDPOINT_URL_${variableNames[service]}`) ??
      variable("AWS_ENDPOINT_URL") ??
      `https://${hostOf(service, region)}`,
    credentials: () => {
      const accessKeyId = variable("AWS_ACCESS_KEY_ID");
      // No two have the same id, and to read a variable costs more than one would think.
      if (held && held.accessKeyId === accessKeyId) return held;
      const secretAccessKey = variable("AWS_SECRET_ACCESS_KEY");
      const sessionToken = variable("AWS_SESSION_TOKEN");
      if (!accessKeyId || !secretAccessKey)
        throw new Error("AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY must be set, as Lambda sets them");
      held = { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) };
      return held;
    },
    traceId: () => (isOnLambda ? variable("_X_AMZN_TRACE_ID") : undefined),
    now,
  };
};
