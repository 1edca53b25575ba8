// The queries of the runbook ask the log for what is in it: each is given the lines of real work, and finds every field that it names.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { defineConfig } from "../../lib/config.ts";
import { parseAccess } from "../../lib/core/access-secret.ts";
import { metricNames } from "../../lib/core/metrics.ts";
import { httpStack } from "../../lib/middleware/http-stack.ts";
import { manualClock } from "../support/manual-clock.ts";
import { memoryTable } from "../support/memory-table.ts";
import { recording } from "../support/recording.ts";
import { sessionLife } from "../support/session-life.ts";
import { webhookEndpoint, webhookEvent } from "../support/webhook-endpoint.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { pageAt } from "./support/documents.ts";

const sessionId = "5e550000-0000-4000-8000-000000000001";
const idleSessionId = "5e550000-0000-4000-8000-000000000002";
const hourMs = 3_600_000;
const config = defineConfig({
  autoClose: {
    policies: [
      {
        ...{ name: "parados", match: { status: "PENDING" }, idle: { hours: 4 }, close: {}, whenUnsendable: "leave" },
        warning: { text: "aviso", grace: { hours: 1 } },
      },
    ],
  },
  routing: { policies: [{ name: "fila", when: ["SESSION_NEW"], department: "Comercial" }] },
});

interface Query {
  readonly logGroup: string;
  readonly text: string;
}

const queriesIn = (path: string): readonly Query[] =>
  [...pageAt(path).text.matchAll(/^\| .+? \| `([\w-]+)` \| `(filter .+)` \|$/gm)].map(
    ([, logGroup = "", text = ""]) => ({ logGroup, text: text.replaceAll("\\|", "|") }),
  );
const queries = queriesIn("docs/runbook.md");

/** Without what Logs Insights has itself: functions, `message` and words of the language. */
const fieldsIn = ({ text }: Query): readonly string[] => {
  const [, counted = ""] = text.split("| stats ");
  const outside = counted.replaceAll(/\b(?:count|sum|pct|bin)\(|\)|\bby\b|\b\d+\w*\b/g, " ");
  const [, present] = /ispresent\((\w+)\)/.exec(text) ?? [];
  return [...outside.split(/[\s,]+/), present ?? ""].filter((name) => name !== "" && name !== "message");
};
const messagesIn = ({ text }: Query): readonly string[] => {
  const [condition = ""] = text.split("|");
  return [...condition.matchAll(/"([^"]+)"/g)].map(([, message = ""]) => message);
};

/** What each function logged, as objects. */
const logged = new Map<string, Record<string, unknown>[]>();
const note = (logGroup: string, lines: readonly string[]): void =>
  void logged.set(logGroup, [...(logged.get(logGroup) ?? []), ...lines.map((line) => JSON.parse(line))]);

let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startTestStandIn();
  const clock = manualClock();
  const at = (hoursAgo: number) => new Date(clock.now() - hoursAgo * hourMs).toISOString();
  await standIn.admin("POST", "reset", {
    clock: { now: at(0), frozen: true },
    sessions: [
      { id: sessionId, status: "IN_PROGRESS", lastMessageIn: at(1) },
      {
        ...{ id: idleSessionId, status: "PENDING", lastMessageIn: at(30), lastMessageOut: at(29) },
        channelType: "ZAPI_WHATSAPP",
      },
    ],
  });
  await standIn.admin("PUT", "limits", { enabled: false });
  const life = sessionLife({ table: memoryTable(), standIn, clock, config });
  const { lines } = life.aws.taken;
  const take = (logGroup: string): void => note(logGroup, lines.splice(0));

  const whileWts = async (fault: object | undefined, number: string): Promise<void> => {
    await standIn.admin("POST", "faults", fault ? [{ path: "/partial", ...fault }] : []);
    // What comes again later is thrown back to the queue.
    await life.deliver(life.queued({ sessionId, number }));
  };
  await whileWts(undefined, "7");
  await whileWts({ status: 500, body: { key: "FORM_ERROR", text: "no" } }, "8");
  await whileWts({ status: 503 }, "9");
  await whileWts({ drop: true }, "10");
  await standIn.admin("POST", "faults", []);
  take("apply-commands");
  await life.route("WTS SESSION_NEW", "wts-session-hooks", {
    ...{ id: "w-1", account: "default", source: "webhook:wts", hops: 0, correlationId: "w-1" },
    ...{ eventType: "SESSION_NEW", sessionId, session: { id: sessionId }, changes: [] },
  });
  take("reassign-session");
  await life.run();
  await life.advance(2 * hourMs);
  await life.run();
  take("close-idle-sessions");

  const secret = "a-token-of-this-test-only-0123456789";
  const loja = {
    verify: { scheme: "token", header: "x-token" },
    map: { sessionId: "body.id", number: "'1'" },
  } as const;
  const endpoint = webhookEndpoint({ sources: { loja } }, { loja: [secret] });
  await endpoint.call(endpoint.signed("loja", { body: JSON.stringify({ id: sessionId }) }));
  await endpoint.call(webhookEvent("loja", { headers: { "x-token": "wrong" } }));
  note("receive-webhook", endpoint.taken.lines);

  const aws = recording();
  const access = parseAccess(JSON.stringify({ clients: { painel: [secret] }, sources: {} }));
  const handler = httpStack(
    { access: { get: async () => access, refresh: async () => access }, clock, log: aws.log, meter: aws.meter },
    { open: {}, callers: { "POST /x": async () => ({ statusCode: 200, body: {} }) } },
  );
  const event = {
    ...{ version: "2.0", routeKey: "POST /x", rawQueryString: "", body: "{}", isBase64Encoded: false },
    headers: { "content-type": "application/json", authorization: `Bearer ${secret}` },
    requestContext: { requestId: "r-1", timeEpoch: clock.now(), http: { method: "POST" } },
  };
  await handler(event as never, { getRemainingTimeInMillis: () => 28_000, awsRequestId: "i-1" } as never);
  note("update-session", aws.taken.lines);
  note("apply-commands", [JSON.stringify(Object.fromEntries(metricNames.map((name) => [name, 1])))]);
}, 60_000);
afterAll(() => standIn.stop());

test("there are some, the same in both languages", () => {
  expect(queries.length).toBeGreaterThan(6);
  expect(queriesIn("docs/pt-BR/runbook.md")).toEqual(queries);
});

test.each(queries.map((query) => [query.text, query] as const))("%s", (_text, query) => {
  const lines = logged.get(query.logGroup) ?? [];
  const messages = messagesIn(query);
  const found = messages.length === 0 ? lines : lines.filter(({ message }) => messages.includes(String(message)));
  const seen = new Set(found.map(({ message }) => message));
  expect(messages.filter((message) => !seen.has(message))).toEqual([]);
  const present = new Set(found.flatMap((line) => Object.keys(line)));
  const fields = fieldsIn(query);
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter((field) => !present.has(field))).toEqual([]);
});
