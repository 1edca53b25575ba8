// Every command beside data whose names, reasons and texts were chosen to mislead whoever reads its output, byte for byte.
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Command } from "commander";
import { hooksProgram } from "../../cli/program.ts";
import { defineConfig } from "../../lib/config.ts";
import { queueText } from "../../lib/core/queue/queue-item.ts";
import { startTestStandIn, type TestStandIn } from "../support/wts-stand-in.ts";
import { node, webhook, workflowOf } from "./n8n/support/workflow.ts";
import { type HooksForTests, scratchFolder, startHooks } from "./support/hooks-for-tests.ts";
import { commandId, parkedCommand, queuedCommand, requestEvent, sessionId } from "./support/queued-command.ts";

/** Every kind of line end, a terminal's orders, both ways to turn the direction round, and what nobody sees. */
const hostile =
  "Ana\nFORGED a\r\nFORGED b\u2028FORGED c\u0085FORGED d\u001b[2J\u009b31m\u202eesrever\u2066\u061c\u200b\u{e0041}\u007f";
const unseen = /[^\P{Cc}\n]|[\p{Zl}\p{Zp}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u;
/** Where a line ends in what somebody types is that person's business. */
const typed = hostile.replaceAll(/[\r\n]/g, "");

const config = defineConfig({
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  routing: { policies: [{ name: "backlog", when: ["SESSION_NEW", "backlog"], department: "Comercial" }] },
  autoClose: { policies: [{ name: "silent", idle: { hours: 4 } }] },
  notify: { team: { kind: "slack", on: ["alerts"] } },
  sources: { stripe: { verify: "stripe", map: { sessionId: "body.session", note: "body.text" } } },
});

const hostileNames = /^(name|nickname|title|fullName|userName|departmentName|reason|description|tags?)$/i;

/** Whoever may name a department, a person or a contact of WTS has named it so. */
const startHostileWts = async (wtsUrl: string): Promise<{ url: string; server: Server }> => {
  const server = createServer(async (request, response) => {
    const answer = await fetch(wtsUrl + request.url, {
      method: request.method ?? "GET",
      headers: { authorization: request.headers.authorization ?? "" },
    });
    const named = JSON.parse((await answer.text()) || "null", (key, value) =>
      typeof value === "string" && hostileNames.test(key) ? `${value} ${hostile}` : value,
    );
    response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(named));
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
};

let our: HooksForTests;
let standIn: TestStandIn;
let wts: { url: string; server: Server };

const applied = queuedCommand(hostile, {
  source: `event:${hostile}`,
  correlationId: hostile,
  targeted: { command: { command: "note", sessionId, text: hostile } as never },
});

beforeAll(async () => {
  standIn = await startTestStandIn();
  wts = await startHostileWts(standIn.url);
  our = await startHooks({ wtsUrl: wts.url, config });
  await standIn.admin("POST", "reset", { sessions: [{ id: sessionId, status: "PENDING", userId: null }] });
  await our.recordApplied(applied);
  const parked = parkedCommand(queuedCommand("parked", { source: hostile, deliveryId: hostile }), hostile);
  const reason = { ...parked.reason, message: hostile, issues: [{ path: hostile, code: hostile, message: hostile }] };
  const event = { ...requestEvent(hostile, { sessionId, reason: hostile }), source: hostile, "detail-type": hostile };
  for (const message of [{ ...parked, reason }, event]) our.put("Parked", queueText(message));
  our.put("Parked", "Ana\nFORGED a\r\nFORGED b\u2028FORGED c\u0085FORGED d\u009b31m\u202e");
  await our.hooks(
    "closed-day",
    "add",
    new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
    "--reason",
    hostile,
  );
  await our.hooks(
    "session",
    "hold",
    sessionId,
    "--until",
    new Date(Date.now() + 86_400_000).toISOString(),
    "--reason",
    hostile,
    "--yes",
  );
  await our.hooks("auto-close");
});
afterAll(async () => {
  wts.server.close();
  await Promise.all([our.stop(), standIn.stop()]);
});

const linesOf = (command: Command): string[] =>
  command.commands.flatMap((inner) => [inner.name(), ...linesOf(inner).map((line) => `${inner.name()} ${line}`)]);

/** Whoever names nodes of a workflow, and its path, has named them so. */
const workflowFile = join(scratchFolder(), "workflow.json");
const step = `Passo ${hostile}`;
writeFileSync(
  workflowFile,
  JSON.stringify(
    workflowOf([
      { ...webhook(step), name: `Entrada ${hostile}`, parameters: { path: hostile, httpMethod: "POST" } },
      node(step, hostile, { text: hostile }),
    ]),
  ),
);

/** Those that change something come last, and some of them are refused: that is output, too. */
const commandLines: readonly (readonly [line: string, ...args: string[]])[] = [
  ["console place"],
  ["status", "--keys"],
  ["status minutes"],
  ["deliveries list"],
  ["deliveries show", commandId(hostile)],
  ["deliveries replay", commandId(hostile), "--yes"],
  ["session", sessionId],
  ["session list"],
  ["holds list"],
  ["parked list"],
  ["parked show", commandId("parked").slice(0, 12), "--reveal"],
  ["explain", typed],
  ["auto-close", "--dry-run"],
  ["auto-close policies"],
  ["auto-close report"],
  ["auto-close runs"],
  ["auto-close runs show", typed],
  ["closed-day list"],
  ["notify list"],
  ["route", sessionId, "--explain"],
  ["route moves"],
  ["directory"],
  ["privacy find", "+55 11 91234-5678"],
  ["privacy receipts"],
  ["privacy erase", "+55 11 91234-5678", "--yes"],
  ["notify test", typed],
  ["send", typed],
  ["auto-close confirm", typed],
  ["auto-close pause", typed],
  ["auto-close resume", typed],
  ["auto-close continue", typed],
  ["auto-close runs undo", typed],
  ["closed-day add", typed],
  ["closed-day remove", typed],
  ["session hold", sessionId, "--until", typed],
  ["session release", sessionId, "--yes"],
  ["session complete", sessionId, "--reason", typed.slice(0, 100), "--dry-run"],
  ["session route", sessionId, "--reason", typed.slice(0, 100), "--yes"],
  ["parked replay", "--all"],
  ["parked discard", "nothing", "--reason", typed],
  ["pause", "--account", typed],
  ["resume", "--account", typed],
  ["try", "--base-url", typed],
  ["doctor"],
  ["wts subscriptions"],
  ["wts subscribe", "--source", typed],
  ["wts unsubscribe", typed],
  ["n8n node", "--client", typed],
  ["n8n import", workflowFile, "--yes"],
  ["new source", typed],
  ["new policy", typed],
  ["setup", "--stage", typed],
  ["remove", "--stage", typed],
  ["local sessions"],
  ["local say", typed, typed],
  ["local agent", typed],
  ["local clock", typed],
  ["local fault", typed],
  ["local switch", typed],
  ["local calls"],
  ["local log"],
  ["local rebuild"],
  ["local reset"],
];
/** They only hold others, or print what another one does, or nothing that anybody else chose. */
const withoutWork = [
  "console",
  "version",
  "init",
  "wts",
  "local",
  "parked",
  "closed-day",
  "privacy",
  "notify",
  "deliveries",
  "holds",
  "n8n",
  "new",
];

test("every command is in the list", () => {
  const all = linesOf(hooksProgram({ environment: {}, stdout: () => {}, stderr: () => {} }));
  expect(commandLines.map(([line]) => line).toSorted()).toEqual(
    all.filter((line) => !withoutWork.includes(line)).toSorted(),
  );
});

const shownBy: string[] = [];
const holds = (value: unknown): boolean => JSON.stringify(value).includes(JSON.stringify(hostile).slice(1, -1));

test.each(commandLines)("%s shows foreign text as what it is", async (line, ...args) => {
  const asked = [...line.split(" "), ...args];
  // JSON comes first: what changes something shows the data as they were.
  const asJson = await our.hooks(...asked, "--json");
  const { stdout, stderr } = await our.hooks(...asked);
  for (const text of [asJson.stdout, asJson.stderr, stdout, stderr]) {
    expect(text).not.toMatch(unseen);
    expect(text).not.toMatch(/^\W*FORGED/m);
  }
  const decoded = asJson.stdout === "" ? undefined : (JSON.parse(asJson.stdout) as unknown);
  if (holds(decoded ?? null)) shownBy.push(`${line} --json`);
  if (
    stdout.includes(
      String.raw`\nFORGED a\r\nFORGED b\u2028FORGED c\u0085FORGED d\u001b[2J\u009b31m\u202eesrever\u2066\u061c\u200b\u{e0041}\u007f`,
    )
  )
    shownBy.push(line);
});

test("the commands above had something to show", () => {
  expect(shownBy).toEqual(
    expect.arrayContaining([
      ...[
        "deliveries show",
        "session",
        "holds list",
        "parked list",
        "parked show",
        "closed-day list",
        "directory",
        "route",
      ],
      ...[
        "deliveries show --json",
        "session --json",
        "holds list --json",
        "parked show --json",
        "closed-day list --json",
        "directory --json",
      ],
    ]),
  );
});
