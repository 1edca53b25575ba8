// The environment variables a function finds on Lambda: Lambda's own and those of serverless.yml, none of this machine.
import { region } from "../aws/aws-names.ts";
import type { FunctionDefinition } from "../template/read-functions.ts";

/** `runtimeApi` is the host and port that the runtime inside the process talks to. */
export const functionEnvironment = (
  definition: FunctionDefinition,
  taskRoot: string,
  runtimeApi: string,
): Record<string, string> => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  LANG: "en_US.UTF-8",
  TZ: ":UTC",
  AWS_EXECUTION_ENV: `AWS_Lambda_${definition.runtime}`,
  AWS_LAMBDA_RUNTIME_API: runtimeApi,
  AWS_LAMBDA_FUNCTION_NAME: definition.deployedName,
  AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
  AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(definition.memoryMb),
  AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
  AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${definition.deployedName}`,
  AWS_LAMBDA_LOG_STREAM_NAME: "local",
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_SESSION_TOKEN: "local",
  LAMBDA_TASK_ROOT: taskRoot,
  _HANDLER: definition.handler,
  ...definition.environment,
});
