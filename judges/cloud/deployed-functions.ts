// Reads of the deployed functions what CloudFormation made of the template: their variables and their roles.
import { GetFunctionConfigurationCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { clientOptionsAt, queueUrl } from "../../local/aws/account.ts";
import type { FunctionDefinition } from "../../local/template/read-functions.ts";
import type { Template } from "../../local/template/template.ts";
import type { Cloud } from "./cloud.ts";
import type { RoleCredentials } from "./front/role-registry.ts";

export interface DeployedFunction {
  /** With the variables and the credentials that it has on AWS. */
  readonly definition: FunctionDefinition;
  readonly credentials: RoleCredentials;
}

/** A URL of a queue leads to where its own host would: to the front. */
const atFront = (value: string, frontUrl: string, queueNames: ReadonlySet<string>): string => {
  const name = /^https?:\/\/.*\/([^/]+)$/.exec(value)?.[1] ?? "";
  return queueNames.has(name) ? queueUrl(frontUrl, name) : value;
};

export const readDeployedFunctions = async (
  { motoUrl, front }: Cloud,
  { functions, queues }: Template,
): Promise<DeployedFunction[]> => {
  const lambda = new LambdaClient(clientOptionsAt(motoUrl));
  const queueNames = new Set([...queues.values()].map(({ name }) => name));
  try {
    return await Promise.all(
      functions.map(async (definition) => {
        const command = new GetFunctionConfigurationCommand({ FunctionName: definition.deployedName });
        const { Role = "", Environment } = await lambda.send(command);
        const variables = Object.entries(Environment?.Variables ?? {});
        const credentials = await front.roles.assume(Role, definition.name);
        return {
          credentials,
          definition: {
            ...definition,
            environment: {
              ...Object.fromEntries(variables.map(([name, value]) => [name, atFront(value, front.url, queueNames)])),
              AWS_ACCESS_KEY_ID: credentials.accessKeyId,
              AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
              AWS_SESSION_TOKEN: credentials.sessionToken,
            },
          },
        };
      }),
    );
  } finally {
    lambda.destroy();
  }
};
