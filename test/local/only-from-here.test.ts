// Whatever is opened here takes requests from this machine's own programs only: found by its ports, not by a list of ours.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Stack, startStack } from "../../local/stack.ts";
import { readSettings } from "../../local/start/read-settings.ts";
import { send } from "./gateway/send.ts";
import { descendants } from "./support/descendants.ts";
import { listeningPorts } from "./support/listening-ports.ts";
import { type TinyPackage, tinyPackage } from "./support/tiny-package.ts";

const echo = "export const handler = async ({ routeKey }) => ({ statusCode: 200, body: routeKey });";
const tunnel = "abc.tunnel.example";

let packed: TinyPackage;
let stack: Stack;
let ports: readonly { address: string; port: number }[];
const directory = mkdtempSync(join(tmpdir(), "only-from-here-"));

const emulatorCall = (url: string, target: string, body: object) =>
  fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": target,
      authorization:
        "AWS4-HMAC-SHA256 Credential=local/20260101/sa-east-1/x/aws4_request, SignedHeaders=host, Signature=0",
      "x-amz-date": "20260101T000000Z",
    },
    body: JSON.stringify(body),
  });

beforeAll(async () => {
  const routes = [
    "GET /health",
    "PATCH /sessions/{sessionId}",
    "POST /webhooks/{source}",
    "POST /webhooks/{source}/{token}",
  ];
  packed = tinyPackage({ echo: { bundle: echo, routes } });
  const secretsFile = join(directory, "secrets.json");
  writeFileSync(
    secretsFile,
    JSON.stringify({ accounts: { default: { apiKey: "pn_test_default_01234" } }, clients: {} }),
  );
  stack = await startStack({ packageDir: packed.directory, secretsFile, tunnelHosts: [tunnel] });
  const { AWS_ENDPOINT_URL_SQS: sqs = "", AWS_ENDPOINT_URL_DYNAMODB: dynamodb = "" } = stack.endpoints;
  // An emulator is started by the first call, and so is a function, which talks to a port as well.
  await emulatorCall(sqs, "AmazonSQS.ListQueues", {});
  await emulatorCall(dynamodb, "DynamoDB_20120810.ListTables", {});
  await fetch(`${stack.url}/health`);
  ports = await listeningPorts([process.pid, ...(await descendants(process.pid))]);
});
afterAll(async () => {
  await stack?.stop();
  packed?.remove();
  rmSync(directory, { recursive: true });
});

test("the gateway, the stand-in, the clock, a function, seven addresses of AWS and the four services behind them are all there is, on this machine only", () => {
  expect(ports.map(({ address }) => address)).toEqual(ports.map(() => "127.0.0.1"));
  expect(ports).toHaveLength(15);
});

const refused = (status: number, message: RegExp) => ({ status, body: expect.stringMatching(message) });

describe("every port of them refuses", () => {
  const everyPort = async (method: string, path: string, headersFor: (port: number) => Record<string, string>) =>
    Promise.all(ports.map(({ port }) => send(`http://127.0.0.1:${port}`, { method, path, headers: headersFor(port) })));
  const isEvery = (answers: readonly object[], expected: object) =>
    expect(answers).toEqual(answers.map(() => expect.objectContaining(expected)));

  test.each([
    ["a name that leads here", (port: number) => `rebound.example:${port}`],
    ["a name that begins like ours", (port: number) => `localhost.rebound.example:${port}`],
    ["a name that ends like ours", (port: number) => `x127.0.0.1:${port}`],
    ["another spelling of the address", (port: number) => `2130706433:${port}`],
    ["the address of every interface", (port: number) => `0.0.0.0:${port}`],
    ["another port", () => "127.0.0.1:1"],
    ["no port", () => "localhost"],
    ["somebody's name before ours", (port: number) => `rebound@localhost:${port}`],
    ["a tunnel's name, where no webhook is", () => tunnel],
  ])("%s as Host", async (_case, host) => {
    for (const path of ["/__admin/reset", "/health", "/sessions/x"])
      isEvery(await everyPort("POST", path, (port) => ({ host: host(port) })), refused(421, /the Host header must be/));
  });

  test.each([
    ["a page of another site", { origin: "https://elsewhere.example" }],
    ["a page of no site", { origin: "null" }],
    ["a page of another local port", { origin: "http://localhost:1" }],
    ["what a page has fetched without naming itself", { "sec-fetch-site": "cross-site" }],
    ["what a neighbour's page has fetched", { "sec-fetch-site": "same-site" }],
  ])("%s", async (_case, headers) => {
    const answers = await everyPort("POST", "/__admin/reset", (port) => ({ host: `127.0.0.1:${port}`, ...headers }));
    isEvery(answers, refused(403, /a page of another address/));
  });

  test("a request without a Host, as before HTTP/1.1", async () => {
    const raw = async (port: number): Promise<string> => {
      const socket = connect(port, "127.0.0.1").end("GET /__admin/requests HTTP/1.0\r\n\r\n");
      return text(socket);
    };
    const answers = await Promise.all(ports.map(({ port }) => raw(port)));
    expect(answers).toEqual(answers.map(() => expect.stringMatching(/^HTTP\/1\.[01] 421 /)));
  });

  test("whatever the method is", async () => {
    for (const method of ["GET", "PUT", "PATCH", "DELETE", "OPTIONS"])
      isEvery(await everyPort(method, "/", (port) => ({ host: `rebound.example:${port}` })), { status: 421 });
  });
});

test.each(["https://abc.ngrok.app", "abc.ngrok.app:443", "*.ngrok.app", "abc.ngrok.app/webhooks"])(
  "TUNNEL_HOST is a name, and not %s",
  (TUNNEL_HOST) => {
    expect(() => readSettings({ TUNNEL_HOST })).toThrow("TUNNEL_HOST must be the tunnel's name, such as abc.ngrok.app");
    expect(readSettings({ TUNNEL_HOST: "ABC.ngrok.app, b.example" }).tunnelHosts).toEqual([
      "abc.ngrok.app",
      "b.example",
    ]);
  },
);

describe("let in are", () => {
  const portOf = () => new URL(stack.url).port;
  const health = async (headers: Record<string, string>) =>
    (await send(stack.url, { path: "/health", headers })).status;

  test.each(["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])("%s with its port", async (name) => {
    expect(await health({ host: `${name}:${portOf()}` })).toBe(200);
  });

  test("a page of the same address, and an address that somebody typed", async () => {
    const host = `localhost:${portOf()}`;
    expect(await health({ host, origin: `http://${host}`, "sec-fetch-site": "same-origin" })).toBe(200);
    expect(await health({ host, "sec-fetch-site": "none" })).toBe(200);
  });

  test("a tunnel that was named, to webhooks of the gateway and to nothing else", async () => {
    const through = (path: string, headers = {}) =>
      send(stack.url, { method: "POST", path, headers: { host: tunnel, ...headers } });
    expect(await through("/webhooks/crm")).toMatchObject({ status: 200, body: "POST /webhooks/{source}" });
    expect(await through("/webhooks/crm/a-token")).toMatchObject({ status: 200 });
    expect(await through("/webhooks/crm", { host: "other.tunnel.example" })).toMatchObject({ status: 421 });
    expect(await through("/webhooks/crm", { origin: "https://elsewhere.example" })).toMatchObject({ status: 403 });
    expect(await through("/health")).toMatchObject({ status: 421 });
    expect(await through("/sessions/batch")).toMatchObject({ status: 421 });
    expect(await through("/webhooks/../health")).toMatchObject({ body: "POST /webhooks/{source}/{token}" });
    expect(await through("/webhooks/%zz")).toMatchObject({ status: 421 });
    expect(await through("//webhooks/crm")).toMatchObject({ status: 421 });
    const standIn = await send(stack.wtsUrl ?? "", {
      method: "POST",
      path: "/webhooks/crm",
      headers: { host: tunnel },
    });
    expect(standIn.status).toBe(421);
  });
});
