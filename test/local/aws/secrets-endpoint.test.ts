// The Secrets Manager endpoint, spoken to by the SDK client that the functions use.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { GetSecretValueCommand, ListSecretsCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { startSecretsEndpoint } from "../../../local/aws/secrets-endpoint.ts";
import type { Listening } from "../../../local/listen.ts";

const directory = mkdtempSync(join(tmpdir(), "secrets-"));
const file = join(directory, "secrets.json");
const content = { accounts: { default: { apiKey: "one" } }, clients: { demo: ["t"] }, sources: { shop: {} } };

let endpoint: Listening;
let client: SecretsManagerClient;

beforeAll(async () => {
  endpoint = await startSecretsEndpoint(file);
  client = new SecretsManagerClient({
    endpoint: endpoint.url,
    region: "sa-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
});
beforeEach(() => writeFileSync(file, JSON.stringify(content)));
afterAll(async () => {
  client.destroy();
  await endpoint.stop();
  rmSync(directory, { recursive: true });
});

const get = (SecretId: string) => client.send(new GetSecretValueCommand({ SecretId }));
const secret = async (id: string): Promise<unknown> => JSON.parse((await get(id)).SecretString ?? "");

test("the secret …/accounts holds the accounts", async () => {
  expect(await secret("wts-session-hooks/dev/accounts")).toEqual(content.accounts);
});

test("the secret …/access holds clients, sources and who is told", async () => {
  expect(await secret("wts-session-hooks/dev/access")).toEqual({
    clients: content.clients,
    sources: content.sources,
    notify: {},
  });
});

test("a file without sources gives access that nobody opens", async () => {
  writeFileSync(file, JSON.stringify({ accounts: {}, clients: {} }));
  expect(await secret("x/access")).toEqual({ clients: {}, sources: {}, notify: {} });
});

test("an edit counts from the next call on, as a new version", async () => {
  const before = await get("x/accounts");
  expect((await get("x/accounts")).VersionId).toBe(before.VersionId);
  writeFileSync(file, JSON.stringify({ ...content, accounts: { default: { apiKey: "two" } } }));
  const after = await get("x/accounts");
  expect(after.SecretString).toBe('{"default":{"apiKey":"two"}}');
  expect(after.VersionId).not.toBe(before.VersionId);
  expect(after.VersionId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
});

test.each(["wts-session-hooks/dev/other", "accounts", "x/accounts/more"])("the secret %s is unknown", async (id) => {
  await expect(get(id)).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: `there is no secret ${id} here: its name must end in /accounts or /access`,
  });
});

test.each([
  ['{"accounts": "not-to-be-shown', "cannot be read: it is not JSON"],
  ['{"accounts": "not-to-be-shown", "clients": {}}', "needs an object `accounts`"],
  ['{"accounts": {}, "clients": ["not-to-be-shown"]}', "needs an object `clients`"],
  ["[]", "needs an object `accounts`"],
])("the file %s is an InternalServiceError that names the file and shows nothing of it", async (text, why) => {
  writeFileSync(file, text);
  const error = await get("x/accounts").catch((caught: unknown) => caught);
  expect(error).toMatchObject({ name: "InternalServiceError", message: `the secrets file ${file} ${why}` });
});

test("a missing file is an InternalServiceError", async () => {
  rmSync(file);
  await expect(get("x/accounts")).rejects.toMatchObject({
    name: "InternalServiceError",
    message: expect.stringMatching(/cannot be read: .*no such file/),
  });
});

test("other operations are refused", async () => {
  await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({ name: "UnknownOperationException" });
});
