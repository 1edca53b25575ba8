// A sender is tried without the sender: what a delivery would become, what a sample became, and what to do about it.
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Explanation } from "../../cli/webhooks/explain-delivery.ts";
import type { SourcesAnswer } from "../../cli/webhooks/list-sources.ts";
import type { SendPlanAnswer } from "../../cli/webhooks/send-delivery.ts";
import { placeOf } from "../../lib/commands/queue/work-command.ts";
import { queuedDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { entryOf } from "../../lib/records/ledger.ts";
import { sampleFiles } from "../../local/sample-files.ts";
import { type HooksForTests, runHere, startHooks } from "./support/hooks-for-tests.ts";
import { commandId, queuedCommand, sessionId } from "./support/queued-command.ts";

const folder = mkdtempSync(join(tmpdir(), "hooks-webhooks-"));
const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const payment = (object: object) => ({ type: "payment_intent.succeeded", created: 1_795_176_000, data: { object } });
const paid = payment({ id: "pi_1", amount_received: 35_050, metadata: { session_id: sessionId } });

let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks();
});
afterEach(() => our.empty());
afterAll(async () => {
  await our.stop();
  rmSync(folder, { recursive: true });
});

/** Nothing runs, and the secrets are those of this folder. */
const explain = (...args: string[]) => runHere(["explain", ...args], {});

describe("explain", () => {
  test("shows what a delivery yields, and which expressions found nothing", async () => {
    const body = file("no-id.json", payment({ amount_received: 100, metadata: { session_id: sessionId } }));
    const { code, stdout } = await explain(body, "--source", "stripe", "--sign");
    expect(code).toBe(0);
    expect(stdout).toContain("! map.metadata.pagamento is left out: `body.data.object.id` finds nothing");
    expect(stdout).toMatch(/verdict {7}not looked up: it would be queued; whether WTS has .+ nobody was asked/);
  });

  test("shows what was yielded also when it is no valid command, and what is missing", async () => {
    const body = file("no-session.json", { id: "evt_1", type: "deal.won", data: { id: "981", value: 1 } });
    const { stdout } = await explain(body, "--source", "crm", "--sign");
    expect(stdout).toMatch(/mapping {7}✓ yields\n/);
    expect(stdout).toContain("✗ sessionId: SessionID is empty!; map yields no sessionId: give one, or `session`");
    expect(stdout).toContain("parked for people");
  });

  test("names the line of a mapping that throws, and says so once", async () => {
    const { stdout } = await explain(file("thrown.json", { type: "deal.won" }), "--source", "crm", "--sign");
    expect(stdout).toMatch(/✗ map of the source threw TypeError \(sources\/crm\/source\.ts:\d+(:\d+)?\)\n/);
    expect(stdout).not.toContain("shows where");
  });

  test("names the expression that throws, without the value it could not use", async () => {
    const body = file("text.json", payment({ amount_received: "trinta", metadata: { session_id: sessionId } }));
    const { stdout } = await explain(body, "--source", "stripe", "--sign");
    expect(stdout).toContain(
      "✗ map.classification.amount: `body.data.object.amount_received / 100` threw JSONata T2001: ",
    );
    expect(stdout).not.toContain("trinta");
  });

  test("says that nothing is done when it is filtered out", async () => {
    const { stdout } = await explain(file("other.json", { type: "x" }), "--source", "stripe", "--sign");
    expect(stdout).toMatch(/filtered out\nverdict {7}taken, and nothing is done\n/);
  });

  test("signs an address whole, also behind a second question mark", async () => {
    const event = {
      version: "2.0",
      rawQueryString: "back=a?b&data.id=1&type=payment",
      headers: { "content-type": "application/json", "x-request-id": "r-1" },
      queryStringParameters: { back: "a?b", "data.id": "1", type: "payment" },
      requestContext: { requestId: "r-1", http: { method: "POST" }, timeEpoch: 0 },
      body: '{"type":"payment"}',
      isBase64Encoded: false,
    };
    const { stdout } = await explain(file("address.json", event), "--source", "mercadopago", "--sign", "--reveal");
    expect(stdout).toMatch(/verification {2}✓ good/);
    expect(stdout).toContain("payment: https://api.mercadopago.com/v1/payments/1\n");
  });

  test("takes what n8n's Webhook node shows", async () => {
    const item = {
      headers: { host: "n8n.example", "content-length": "7", "x-github-event": "issues" },
      params: {},
      query: { a: "1" },
      webhookUrl: "https://n8n.example/webhook/x",
      executionMode: "test",
      body: { action: "closed", issue: { number: 7, closed_at: "2026-11-20T12:00:00Z" } },
    };
    const { stdout } = await explain(file("n8n.json", [item]), "--source", "github", "--sign", "--json");
    const { steps, verdict } = JSON.parse(stdout);
    expect(steps[0].says).toEqual([`${JSON.stringify(item.body).length} bytes of application/json; read as json`]);
    expect(steps.find(({ step }: { step: string }) => step === "commands").says).toEqual(["2 to be queued"]);
    expect(verdict).toMatch(/^not looked up/);
  });

  test("says where a source or its secret is missing", async () => {
    const body = file("body.json", paid);
    expect((await explain(body, "--source", "loja")).stderr).toMatch(
      /has no source loja, only crm, asaas, .*list it in `sources`\n$/,
    );
    const secrets = file("no-secrets.json", { accounts: {}, clients: {}, sources: {} });
    const args = ["explain", body, "--source", "stripe", "--sign"];
    expect((await runHere(args, { LOCAL_SECRETS_FILE: secrets })).stderr).toMatch(
      /no-secrets\.json has no secret for stripe: add "stripe": \["…"\] under `sources` there\n$/,
    );
    const broken = file("broken.json", "{");
    expect((await runHere(args, { LOCAL_SECRETS_FILE: broken })).stderr).toMatch(/^error: .*it is not JSON\n$/);
  });

  test.each([[[]], [["a.json", "--parked", "1234"]]])("refuses %j: a file, or a parked delivery", async (args) => {
    const { code, stderr } = await explain(...args);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining("name one file, or --parked") });
  });
});

const parkedDelivery = (body: string) => ({
  reason: { code: "DELIVERY_NOT_MAPPED", message: "map of the source threw TypeError", issues: [] },
  parkedAt: "2026-11-20T12:00:00.000Z",
  door: "webhook",
  queued: queuedDelivery(commandId("delivery"), {
    source: "stripe",
    account: "default",
    method: "POST",
    query: {},
    contentHash: commandId("content"),
    lastingHash: commandId("lasting"),
    headers: { "content-type": "application/json" },
    receivedAt: "2026-11-20T12:00:00.000Z",
    bytes: Buffer.from(body),
  }),
});

describe("a delivery that was parked", () => {
  test("can be tried with today's mapping, and stays where it is", async () => {
    const id = our.put("Parked", parkedDelivery(JSON.stringify(paid)));
    const { code, stdout } = await our.hooks("explain", "--parked", id.slice(0, 8));
    expect(code).toBe(0);
    expect(stdout).toContain("1 to be queued");
    expect(stdout).toContain("verdict       `parked replay` would do this, once this mapping is what runs");
    expect(our.inside("Parked").ready.map((each) => each.id)).toEqual([id]);
  });

  test("is shown with its body only when that is asked for, and with what to try", async () => {
    const id = our.put("Parked", parkedDelivery('{"nome": "Ana"}'));
    const hidden = (await our.hooks("parked", "show", id)).stdout;
    expect(hidden).toContain(`npm run hooks -- explain --parked ${id.slice(0, 8)}`);
    expect(hidden).toContain('"body": "(15 characters)"');
    expect((await our.hooks("parked", "show", id, "--reveal")).stdout).toContain(String.raw`{\"nome\": \"Ana\"}`);
  });

  test("is replayed with a pointer to what it becomes, which has ids of its own", async () => {
    const id = our.put("Parked", parkedDelivery("{}"));
    const { stdout } = await our.hooks("parked", "replay", id);
    expect(stdout).toContain("deliveries list\nIf it is parked again: npm run hooks -- parked list");
    expect(stdout).not.toContain("deliveries show");
  });

  test("refuses what is no delivery", async () => {
    const id = our.put("Parked", { reason: { code: "X" }, door: "event", queued: queuedCommand("no-delivery") });
    expect((await our.hooks("explain", "--parked", id)).stderr).toContain("holds no delivery of a webhook source");
  });
});

test.each(["stripe", "helpdesk", "wts"])("the sample of %s that nobody named becomes something", async (source) => {
  const { stdout } = await explain(sampleFiles(source)[0] ?? "", "--sign");
  expect(stdout).toMatch(/commands {6}✓ [1-9]\d* to be queued/);
});

describe("send", () => {
  let answer = { status: 202, body: {} as object };
  const asked: { headers: object; body: string }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: await text(request) });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
  });
  let url: string;
  beforeAll(async () => {
    await once(server.listen(0, "127.0.0.1"), "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  const send = (status: number, body: object) => {
    answer = { status, body };
    return our.hooks("send", "stripe", "--file", file("send.json", paid), "--url", url);
  };

  test("knows a source that is not built yet from one that does not exist", async () => {
    const { code, stdout } = await send(404, { error: { code: "SOURCE_NOT_FOUND" } });
    expect(code).toBe(1);
    expect(stdout).toContain(
      "hooks.config.ts has stripe here, but what runs there was built without it: stop `npm start`",
    );
  });

  test("says when there is no command for it", async () => {
    const { code, stdout } = await send(202, { status: "accepted", commandIds: [] });
    expect(code).toBe(0);
    expect(stdout).toContain("It was taken, and there is no command for it");
  });

  test("says when it is a copy, and not when it is new", async () => {
    our.clock.advance(-60_000);
    await our.recordApplied(queuedCommand("copy"));
    our.clock.advance(60_000);
    const copied = await send(202, { commandIds: [commandId("copy")] });
    expect(copied.stdout).toContain("nothing more is done: it is a copy");
    expect((await send(202, { commandIds: [commandId("new")] })).stdout).toContain("What became of it:");
  });

  test("says whom the worker asks first, where the source looks something up", async () => {
    answer = { status: 200, body: { commandIds: [commandId("new")] } };
    const { stdout, stderr } = await our.hooks("send", "asaas", "--url", url);
    expect(stderr).toBe("");
    expect(stdout).toContain("the worker asks api.asaas.com what it is about before it is mapped. What became of it:");
  });

  test("does not take for a copy what was refused before: that is tried again", async () => {
    our.clock.advance(-60_000);
    const refused = queuedCommand("refused-before");
    const entry = entryOf(refused, refused.targeted.command);
    await our.ledger.attempt(placeOf(refused), entry, undefined, 1).finish({ state: "rejected" });
    our.clock.advance(60_000);
    expect((await send(202, { commandIds: [refused.id] })).stdout).toContain("What became of it:");
  });

  test("lists the sources with their samples, and who has no secret yet", async () => {
    const { sources } = await our.json<SourcesAnswer>("send", "--list");
    expect(sources.find(({ source }) => source === "stripe")).toMatchObject({
      verifiedBy: "stripe",
      account: "default",
      observes: false,
      hasSecret: true,
      samples: expect.arrayContaining([
        { name: "202-stripe-payment", file: "events/receive-webhook/202-stripe-payment.json" },
      ]),
    });
    expect(sources.find(({ source }) => source === "crm")).toMatchObject({ hasSecret: false });
    const { stdout } = await our.hooks("send", "--list");
    expect(stdout).toMatch(/SOURCE +VERIFIED BY +ACCOUNT +SAMPLES\n/);
    expect(stdout).toMatch(/^crm .+no secret yet$/m);
  });

  test("a dry run sends nothing, and shows what it would send: texts and numbers only when asked for", async () => {
    asked.length = 0;
    const written = { type: "payment_intent.succeeded", text: "Oi, sou a Maria", phone: "+55 11 98765-4321" };
    const given = ["send", "stripe", "--body", JSON.stringify(written), "--dry-run"];
    const plan = await our.json<SendPlanAnswer>(...given);
    expect(plan).toMatchObject({ source: "stripe", method: "POST", headers: { "content-type": "application/json" } });
    expect(JSON.parse(plan.body ?? "")).toEqual({ ...written, text: "(15 characters)", phone: "…21" });
    expect(JSON.parse((await our.json<SendPlanAnswer>(...given, "--reveal")).body ?? "")).toEqual(written);
    const { stdout } = await our.hooks("send", "stripe", "--sample", "202-stripe-payment", "--dry-run");
    expect(stdout).toContain("would be signed and sent to the local stack:");
    expect(asked).toEqual([]);
  });

  test("an edited sample keeps its headers, and is signed as its sender would", async () => {
    asked.length = 0;
    answer = { status: 202, body: { commandIds: [commandId("new")] } };
    const body = JSON.stringify(payment({ id: "pi_2", metadata: { session_id: sessionId } }));
    const sample = ["--sample", "202-stripe-payment", "--url", url];
    expect((await our.hooks("send", "stripe", ...sample, "--body", body)).code).toBe(0);
    expect(asked).toEqual([{ headers: expect.objectContaining({ "stripe-signature": expect.any(String) }), body }]);
    expect((await our.hooks("send", "stripe", "--sample", "none", "--url", url)).stderr).toContain(
      "there is no sample none of stripe, only 202-stripe-payment",
    );
  });

  test("explains a body as it is edited, with the headers of the sample", async () => {
    const body = JSON.stringify(payment({ id: "pi_2", amount_received: 100, metadata: { session_id: sessionId } }));
    const { stdout } = await explain("--body", body, "--source", "stripe", "--sign", "--json");
    const { steps } = JSON.parse(stdout) as Explanation;
    expect(steps.map(({ step, ok }) => [step, ok])).toContainEqual(["verification", true]);
    expect((await explain("--body", "{}", "--sign")).stderr).toContain("the body does not say whose it is");
  });

  test.each([
    [["stripe", "--list"], "--list goes alone"],
    [[], "name a source, or --list"],
    [["stripe", "--file", "a", "--sample", "b"], "--sample goes without --file"],
    [["stripe", "--reveal"], "--reveal goes with --dry-run"],
  ])("send %s is wrong usage", async (args, message) => {
    const { code, stderr } = await our.hooks("send", ...args);
    expect([code, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  test("warns when what runs was built before the last edit", async () => {
    const sent = () => send(202, { commandIds: [commandId("new")] });
    expect((await sent()).stderr).toBe("");
    const { stderr } = await our.runningOtherwise({ startedAt: "2000-01-01T00:00:00.000Z" }, sent);
    expect(stderr).toBe(
      "warning: hooks.config.ts was edited after what runs here was built from it: `npm run hooks -- local rebuild` builds it anew\n",
    );
  });
});
