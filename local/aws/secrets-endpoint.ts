// Stands where Secrets Manager stands: GetSecretValue for the real SDK client, answered from a file.
import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type Listening, listen } from "../listen.ts";
import { readSecretsFile } from "./read-secrets-file.ts";

class ServiceError extends Error {
  readonly status: number;

  constructor(type: string, status: number, message: string) {
    super(message);
    this.name = type;
    this.status = status;
  }
}

/** The same as long as the value is the same. */
const versionOf = (value: string): string =>
  createHash("sha256")
    .update(value)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

const readSecret = (file: string, secretId: string): string => {
  const name = secretId.split("/").at(-1);
  if (!secretId.includes("/") || (name !== "accounts" && name !== "doors"))
    throw new ServiceError(
      "ResourceNotFoundException",
      400,
      `there is no secret ${secretId} here: its name must end in /accounts or /doors`,
    );
  try {
    return JSON.stringify(readSecretsFile(file)[name]);
  } catch (error) {
    throw new ServiceError("InternalServiceError", 500, error instanceof Error ? error.message : String(error));
  }
};

const getSecretValue = (file: string, input: unknown): object => {
  const secretId =
    typeof input === "object" && input !== null && "SecretId" in input && typeof input.SecretId === "string"
      ? input.SecretId
      : "";
  const value = readSecret(file, secretId);
  return {
    ARN: `arn:aws:secretsmanager:sa-east-1:000000000000:secret:${secretId}-local1`,
    Name: secretId,
    SecretString: value,
    VersionId: versionOf(value),
    VersionStages: ["AWSCURRENT"],
  };
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new ServiceError("SerializationException", 400, "the request is not JSON");
  }
};

const serve = async (file: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const answer = (status: number, body: object): void => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(body));
  };
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  try {
    const target = request.headers["x-amz-target"];
    if (target !== "secretsmanager.GetSecretValue")
      throw new ServiceError("UnknownOperationException", 400, "only GetSecretValue is answered here");
    answer(200, getSecretValue(file, parseJson(Buffer.concat(chunks).toString())));
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    answer(error.status, { __type: error.name, Message: error.message });
  }
};

/** `file` holds `{accounts, clients, sources}`: the secret `…/accounts`, and the secret `…/doors`. */
export const startSecretsEndpoint = (file: string): Promise<Listening> =>
  listen(
    createServer((request, response) => {
      serve(file, request, response).catch(() => response.destroy());
    }),
    0,
  );
