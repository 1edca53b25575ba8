// `npm start` connects the stand-in as a person connects WTS: what happens there reaches the source that publishes it.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import type { HooksConfigInput } from "../../lib/config.ts";
import { subscribeStandIn } from "../../local/start/subscribe-stand-in.ts";
import { until } from "../support/until.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const secret = "the-secret-in-the-address-of-this-test";
const directory = mkdtempSync(join(tmpdir(), "subscribe-"));
const secretsFile = join(directory, "secrets.json");
const paths: string[] = [];
const receiver = createServer((request, response) => {
  paths.push(request.url ?? "");
  response.end();
});
let standIn: TestStandIn;
let url: string;

beforeAll(async () => {
  writeFileSync(secretsFile, JSON.stringify({ accounts: testAccounts, clients: {}, sources: { wts: [secret] } }));
  standIn = await startTestStandIn();
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
});
afterAll(async () => {
  receiver.close();
  await standIn.stop();
  rmSync(directory, { recursive: true });
});
beforeEach(async () => {
  await standIn.admin("POST", "reset", {});
  paths.length = 0;
});

const api = async (method: string, path: string, body?: object): Promise<unknown> => {
  const headers = { authorization: `Bearer ${testAccounts.default.apiKey}`, "content-type": "application/json" };
  const response = await fetch(standIn.url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) });
  return response.json();
};

const subscribe = (sources: HooksConfigInput["sources"], wtsUrl: string | undefined = standIn.url) =>
  subscribeStandIn({ url, wtsUrl, secretsFile }, { sources });

test("what happens at the stand-in is told to the source that publishes it", async () => {
  const said = await subscribe({ wts: { verify: "wts", publish: ["SESSION_UPDATE", "SOMETHING_ELSE"] } });
  expect(said).toEqual([{ source: "wts", events: expect.arrayContaining(["SESSION_UPDATE"]) }]);
  expect(JSON.stringify(said)).not.toContain(secret);
  const [session] = await standIn.admin<{ id: string }[]>("GET", "sessions?status=IN_PROGRESS");
  await api("PUT", `/chat/v2/session/${session?.id}/partial`, { fields: ["Number"], number: "42" });
  await until(() => paths.length > 0, "the webhook");
  expect(paths).toEqual([`/webhooks/wts/${secret}`]);
});

test.each<[string, HooksConfigInput["sources"]]>([
  ["publishes nothing", { wts: { verify: "wts", map: () => null } }],
  ["has no secret", { other: { verify: "wts", publish: ["SESSION_NEW"] } }],
  ["has its secret from a proxy", { wts: { verify: { scheme: "wts", header: "x-secret" }, publish: ["SESSION_NEW"] } }],
  ["is of an account without a key", { wts: { verify: "wts", publish: ["SESSION_NEW"], account: "nobody" } }],
])("a source that %s is not subscribed", async (_what, sources) => {
  expect(await subscribe(sources)).toEqual([]);
  expect(await api("GET", "/core/v1/webhook/subscription")).toEqual([]);
});

test("WTS itself is left alone", async () => {
  const sources: HooksConfigInput["sources"] = { wts: { verify: "wts", publish: ["SESSION_NEW"] } };
  expect(await subscribeStandIn({ url, wtsUrl: undefined, secretsFile }, { sources })).toEqual([]);
});
