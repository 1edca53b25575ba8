// Stands where Secrets Manager stands: GetSecretValue for the real SDK client, answered from a file.
import { createHash } from "node:crypto";
import type { Listening } from "../listen.ts";
import { readSecretsFile } from "../secrets-file.ts";
import { accountId, region } from "./account.ts";
import { ServiceError, startJsonService } from "./json-service.ts";

/** A version stays the same as long as the value does. */
const versionOf = (value: string): string =>
  createHash("sha256")
    .update(value)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

const readSecret = (file: string, secretId: string): string => {
  const name = secretId.split("/").at(-1);
  if (!secretId.includes("/") || (name !== "accounts" && name !== "access"))
    throw new ServiceError(
      "ResourceNotFoundException",
      400,
      `there is no secret ${secretId} here: its name must end in /accounts or /access`,
    );
  try {
    return JSON.stringify(readSecretsFile(file)[name]);
  } catch (error) {
    throw new ServiceError("InternalServiceError", 500, error instanceof Error ? error.message : String(error));
  }
};

const getSecretValue = (file: string, secretId: string): object => {
  const value = readSecret(file, secretId);
  return {
    ARN: `arn:aws:secretsmanager:${region}:${accountId}:secret:${secretId}-local1`,
    Name: secretId,
    SecretString: value,
    VersionId: versionOf(value),
    VersionStages: ["AWSCURRENT"],
  };
};

/** `file` holds `{accounts, clients, sources}`: the secret `…/accounts`, and the secret `…/access`. */
export const startSecretsEndpoint = (file: string): Promise<Listening> =>
  startJsonService({
    "secretsmanager.GetSecretValue": ({ SecretId }) =>
      getSecretValue(file, typeof SecretId === "string" ? SecretId : ""),
  });
