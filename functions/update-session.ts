// HTTP: PATCH /sessions/{sessionId}, POST /sessions/batch and GET /health.
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import config from "../hooks.config.ts";
import { secretsManagerOptions, secretsManagerSecret } from "../lib/aws/secrets.ts";
import { systemClock } from "../lib/clock.ts";
import { parseAccounts } from "../lib/core/accounts.ts";
import { parseDoors } from "../lib/core/doors.ts";
import { readEnvironment } from "../lib/environment.ts";
import { jsonLog } from "../lib/log.ts";
import { type HttpHandler, type HttpStack, httpStack } from "../lib/middleware/http-stack.ts";
import { type UpdateSessionDependencies, updateOneAndBatch } from "../lib/update-session.ts";
import { connectWts, wtsAt } from "../lib/wts/connect.ts";

export const updateSession = (dependencies: UpdateSessionDependencies & HttpStack): HttpHandler => {
  const { updateOne, updateBatch } = updateOneAndBatch(dependencies);
  return httpStack(dependencies, {
    open: { "GET /health": async () => ({ statusCode: 200, body: { status: "ok" } }) },
    callers: { "PATCH /sessions/{sessionId}": updateOne, "POST /sessions/batch": updateBatch },
  });
};

const wire = (): HttpHandler => {
  const environment = readEnvironment({
    required: ["ACCOUNTS_SECRET_ID", "DOORS_SECRET_ID"],
    optional: ["WTS_BASE_URL"],
  });
  const log = jsonLog();
  const clock = systemClock;
  const client = new SecretsManagerClient(secretsManagerOptions);
  const secret = { client, clock, log };
  const accounts = secretsManagerSecret({ ...secret, secretId: environment.ACCOUNTS_SECRET_ID, parse: parseAccounts });
  const doors = secretsManagerSecret({ ...secret, secretId: environment.DOORS_SECRET_ID, parse: parseDoors });
  const wts = wtsAt(config.wts, environment.WTS_BASE_URL);
  return updateSession({ config, accounts, doors, clock, log, connect: connectWts({ secret: accounts, wts, clock }) });
};

export const handler = wire();
