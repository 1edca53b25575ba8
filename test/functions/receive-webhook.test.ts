// The packaged bundle over HTTP: what senders are answered, what reaches WTS and the bus, and what the log keeps to itself.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { runHooks } from "../../cli/program.ts";
import { readRequestFile } from "../../cli/webhooks/read-request.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { signRequest } from "../../local/sign-request.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { problemsByApi } from "../docs/interfaces/support/problems-by-schema.ts";
import { describedEvents } from "../support/described-events.ts";
import { config } from "../support/hooks.config.ts";
import { exampleSecrets, samplesFolder as folder, ownEnvironment, ownSamples } from "../support/own-files.ts";
import { type RunningStack, runStack } from "../support/running-stack.ts";
import { until } from "../support/until.ts";

const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const { sources: secrets } = exampleSecrets;
const scratch = mkdtempSync(join(tmpdir(), "webhooks-"));
const runningFile = join(scratch, "running.json");
let running: RunningStack;
const events: BusEvent[] = [];
const described = describedEvents();

beforeAll(async () => {
  running = await runStack({
    schedules: false,
    onEvent: (event) => {
      events.push(event);
      described.take(event);
    },
  });
  writeRunningFile(runningFile, running.stack);
});
afterAll(async () => {
  described.check("WTS SESSION_UPDATE");
  await running.stop();
  rmSync(scratch, { recursive: true });
});
beforeEach(async () => {
  // What an earlier test left in the queue must not reach this one's session.
  await until(async () => {
    const { queues } = JSON.parse((await hooks("status", "--json")).stdout) as { queues: Record<string, unknown>[] };
    return queues.some(({ name, waiting, hidden }) => name === "commands" && waiting === 0 && hidden === 0);
  }, "an empty queue");
  await running.admin("POST", "reset", { sessions: [{ id: sessionId, status: "IN_PROGRESS" }] });
  running.lines.length = 0;
  events.length = 0;
});

const problemsAt = problemsByApi(JSON.parse(readFileSync("docs/reference/openapi.json", "utf8")));
/** Whichever sender it is: what is kept is said as the document of the API says. */
const acceptedProblems = (body: unknown): readonly string[] => problemsAt("/components/schemas/Accepted", body);

const asItIs = (body: string): string => body;

/** Posts it as its sender does; `edit` changes it before it is signed, `damage` afterwards. */
const post = async (file: string, { edit = asItIs, damage = asItIs } = {}) => {
  const { request: sample } = readRequestFile(new URL(file, folder).pathname);
  const request = { ...sample, bytes: Buffer.from(edit(Buffer.from(sample.bytes).toString("utf8"))) };
  const name = request.path.source ?? "";
  const source = config.sources[name];
  if (!source) throw new Error(`no source ${name}`);
  const now = new Date();
  const [secret = ""] = secrets[name] ?? [];
  const signed = signRequest(request, { name, source, secret, publicUrl: undefined, now });
  const answer = await fetch(running.stack.url + signed.pathAndQuery, {
    method: signed.method,
    headers: signed.headers,
    body: damage(Buffer.from(signed.body).toString("utf8")),
  });
  const text = await answer.text();
  if (answer.status === 202) expect(acceptedProblems(JSON.parse(text))).toEqual([]);
  return { status: answer.status, text };
};
const hooks = async (...args: string[]) => {
  const said: string[] = [];
  const environment = { ...ownEnvironment, LOCAL_RUNNING_FILE: runningFile };
  const code = await runHooks(args, { environment, stdout: (text) => said.push(text), stderr: () => {} });
  return { code, stdout: said.join("") };
};
const requestLine = () =>
  running.lines.flatMap((line) => (line.includes('"message":"request"') ? [JSON.parse(line)] : [])).at(-1);

test("HEAD is answered 200 for a source that is there and 404 for any other, without a body", async () => {
  const ask = (path: string) => fetch(running.stack.url + path, { method: "HEAD" });
  for (const [path, status] of [
    ["/webhooks/crm", 200],
    ["/webhooks/wts/any-token", 200],
    ["/webhooks/nobody", 404],
  ] as const) {
    const answer = await ask(path);
    expect([answer.status, await answer.text()]).toEqual([status, ""]);
  }
});

/** Those wait for their sender's API, which nobody is here. */
const isLookedUp = (file: string): boolean => "$answers" in JSON.parse(readFileSync(new URL(file, folder), "utf8"));

describe("every good sample in events/receive-webhook", () => {
  test.each(ownSamples().filter((file) => file.startsWith("2") && !isLookedUp(file)))(
    "%s is answered as its name says",
    async (file) => {
      const { $expect } = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
      expect((await post(file)).status).toBe(Number(file.slice(0, 3)));
      expect(requestLine()).toMatchObject({ status: Number(file.slice(0, 3)), delivery: $expect.delivery });
    },
  );
});

test("a deal that is won in the CRM completes its conversation, and the bus gets one event, however often it is sent", async () => {
  const won = (deliveryId: string) => ({ edit: (body: string) => body.replace("evt_0001", deliveryId) });
  const closedBy = (deliveryId: string) =>
    events.filter(
      ({ "detail-type": type, detail }) =>
        type === "Session Closed" && (detail as { deliveryId?: string }).deliveryId === deliveryId,
    );
  // The third one waits behind the others in its session's line: when it is done, so are they.
  for (const deliveryId of ["evt_0007", "evt_0007", "evt_0008"])
    expect((await post("202-crm-deal-won.json", won(deliveryId))).status).toBe(202);
  await until(() => closedBy("evt_0008").length > 0, "Session Closed");
  const session = await running.admin<{ status: string; notes: { text: string }[]; metadata: object }>(
    "GET",
    `sessions/${sessionId}`,
  );
  expect(session).toMatchObject({ status: "COMPLETED", metadata: { negocio: "981", valor: "350.5" } });
  expect(session.notes.map(({ text }) => text)).toEqual(Array.from({ length: 2 }, () => "Negócio 981 ganho no CRM"));
  expect(closedBy("evt_0007")).toMatchObject([{ detail: { door: "webhook", source: "webhook:crm", sessionId } }]);
});

test("WTS's own webhook, over a subscription of the stand-in, becomes an event on the bus without anything personal", async () => {
  const [wtsSecret = ""] = secrets.wts ?? [];
  const url = `${running.stack.url}/webhooks/wts/${encodeURIComponent(wtsSecret)}`;
  const key = exampleSecrets.accounts.default.apiKey;
  const wts = (method: string, path: string, body: object) =>
    fetch(`${running.stack.wtsUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const subscribed = await wts("POST", "/core/v1/webhook/subscription", {
    name: "hooks",
    url,
    events: ["SESSION_UPDATE"],
  });
  expect(subscribed.ok).toBe(true);
  await wts("PUT", `/chat/v2/session/${sessionId}/partial`, { fields: ["Status"], status: "PENDING" });
  await until(() => events.some(({ "detail-type": type }) => type === "WTS SESSION_UPDATE"), "WTS SESSION_UPDATE");
  const event = events.find(({ "detail-type": type }) => type === "WTS SESSION_UPDATE");
  expect(event?.detail).toMatchObject({
    account: "default",
    source: "webhook:wts",
    eventType: "SESSION_UPDATE",
    sessionId,
    session: { id: sessionId, status: "PENDING" },
  });
  const change = { property: "status", currentValue: "PENDING", previousValue: "IN_PROGRESS" };
  expect(event?.detail).toMatchObject({ changes: expect.arrayContaining([change]) });
  expect(JSON.stringify([event, running.lines])).not.toContain(wtsSecret);
});

test("what was parked can be listed, is masked when shown, and runs through today's mapping when replayed", async () => {
  expect((await post("202-crm-session-missing.json")).status).toBe(202);
  const listed = JSON.parse((await hooks("parked", "list", "--json")).stdout) as {
    messageId: string;
    reason: { code: string };
  }[];
  const letter = listed.find(({ reason }) => reason.code === "COMMAND_INVALID");
  const shown = await hooks("parked", "show", letter?.messageId ?? "");
  expect(shown.stdout).toMatch(
    /COMMAND_INVALID[\s\S]*SESSION_ID_EMPTY[\s\S]*as a delivery, with the mapping that is deployed now/,
  );
  const replayed = await hooks("parked", "replay", letter?.messageId ?? "");
  expect(replayed.code).toBe(0);
  // The mapping is the same one: it is parked again, and nothing is lost.
  await until(
    async () => (await hooks("parked", "list", "--json")).stdout.includes("COMMAND_INVALID"),
    "the parked delivery",
  );
});

test("hooks send signs a sample and says what became of it; a wrong source is named with the nearest one", async () => {
  const sent = await hooks("send", "stripe");
  expect([sent.code, sent.stdout]).toEqual([
    0,
    expect.stringMatching(/^POST \/webhooks\/stripe [\s\S]*202 [\s\S]*It was taken/),
  ]);
  expect((await hooks("send", "strip")).code).toBe(1);
  const explained = await hooks("explain", new URL("202-stripe-payment.json", folder).pathname, "--sign");
  expect(explained.stdout).toMatch(/verification {2}✓[\s\S]*commands {6}✓ 1 to be queued[\s\S]*verdict {7}taken/);
  const refused = await hooks("explain", new URL("202-stripe-payment.json", folder).pathname);
  expect(refused.stdout).toMatch(/✗ SIGNATURE_MISSING[\s\S]*verdict {7}401/);
});

describe("a lead whose contact WTS keeps without the ninth digit", () => {
  const lead = (personal_phone: unknown) => ({
    edit: () =>
      JSON.stringify({
        leads: [
          { uuid: "1", personal_phone: null },
          { uuid: "2", personal_phone },
        ],
      }),
  });
  test("is found as the sender wrote it, though another lead of the delivery has no number", async () => {
    const held = { id: sessionId, contactPhone: "551180045904", status: "PENDING" };
    await running.admin("POST", "reset", { sessions: [held] });
    expect((await post("200-rdstation-lead.json", lead("+55 (011) 98004-5904"))).status).toBe(200);
    expect(requestLine()).toMatchObject({ delivery: "queued", ignored: [expect.stringContaining("commands.0")] });
    await until(() => running.lines.some((line) => line.includes('"message":"applied"')), "the transfer");
    const resolved = running.lines.find((line) => line.includes("reference resolved")) ?? "{}";
    expect(JSON.parse(resolved)).toMatchObject({
      sessions: 1,
      lookedFor: "55119****5904 (nobody has it), 5511****5904",
    });
    expect(running.lines.join("\n")).not.toMatch(/80045904|98004/);
  });
});

test("changed on the way it is refused, and neither path nor secret nor body is in any line", async () => {
  const { status, text } = await post("202-stripe-payment.json", {
    damage: (body) => body.replace("12990", "99999"),
  });
  expect([status, JSON.parse(text).error.code]).toEqual([401, "DELIVERY_NOT_VERIFIED"]);
  expect((await post("200-rdstation-lead.json")).status).toBe(200);
  expect(running.lines.join("\n")).not.toMatch(/secret-that-opens|99999-0001|5511999990001|pi_123|whsec/);
});
