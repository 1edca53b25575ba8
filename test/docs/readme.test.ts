// The README in lock-step with the code: its tables, its names and its examples, which are run as they stand.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { autoClosePolicyShape } from "../../lib/auto-close/rules/auto-close-policy.ts";
import { reasonCodes } from "../../lib/auto-close/rules/auto-close-reason.ts";
import { decideAutoClose } from "../../lib/auto-close/rules/decide-auto-close.ts";
import { prepareAutoClose } from "../../lib/auto-close/rules/prepare-auto-close.ts";
import { sessionCodes } from "../../lib/auto-close/rules/session-code.ts";
import { defineConfig } from "../../lib/config.ts";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { commandNames, parseCommand } from "../../lib/core/command.ts";
import { parseDoors } from "../../lib/core/doors-secret.ts";
import { type FaultKind, faults } from "../../lib/core/faults.ts";
import { fieldNames } from "../../lib/core/fields.ts";
import { readSessionFacts } from "../../lib/core/sessions/session-facts.ts";
import { statuses } from "../../lib/core/status.ts";
import { decideRouting } from "../../lib/routing/rules/decide-routing.ts";
import { routingMetadata } from "../../lib/routing/rules/move-record.ts";
import { parseRequestedReassignment } from "../../lib/routing/rules/requested-reassignment.ts";
import type { RoutingTrigger } from "../../lib/routing/rules/routing-context.ts";
import { type RoutingDecision, rejectionCodes } from "../../lib/routing/rules/routing-decision.ts";
import { plainTriggers, routingPolicy } from "../../lib/routing/rules/routing-policy.ts";
import { reasons } from "../../lib/webhooks/signatures/reasons.ts";
import { schemes } from "../../lib/webhooks/signatures/schemes.ts";
import { type Answer, type RunningStack, request, runStack } from "../support/running-stack.ts";

const root = new URL("../../", import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), "utf8");
const readme = read("README.md");

const sectionOf = (title: string): string => {
  const [, text] = readme.split(`\n## ${title}\n`);
  if (text === undefined) throw new Error(`README.md has no section ${title}`);
  return text.split("\n## ")[0] ?? "";
};
/** Rows below the header whose first cell is code, cell by cell. */
const tableRows = (section: string): string[][] =>
  section
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.slice(2, -2).split(" | "));
const unquoted = (cell = ""): string => cell.replaceAll("`", "");

interface Block {
  kind: string;
  text: string;
}
/** Those of a list's items are indented. */
const blocks: Block[] = [...readme.matchAll(/^( *)```(\w.*)\n([\s\S]*?)^\1```$/gm)].map(
  ([, indent = "", kind = "", text = ""]) => ({ kind, text: text.replaceAll(new RegExp(`^${indent}`, "gm"), "") }),
);
const json = (kind: string): [string, unknown][] =>
  blocks.filter((block) => block.kind === `json ${kind}`).map(({ text }) => [text, JSON.parse(text)]);

interface Schema {
  _zod: { def: { type: string; shape?: Record<string, Schema>; innerType?: Schema; defaultValue?: unknown } };
}
/** Every property of a shape, in its order, with what it is where nobody says anything. */
const policyKeys = ({ _zod: { def } }: Schema, path: string, preset?: unknown): [string, unknown][] => {
  if (path === "except") return [[path, undefined]];
  if (def.innerType) return policyKeys(def.innerType, path, def.type === "default" ? def.defaultValue : preset);
  if (!def.shape) return [[path, preset]];
  return Object.entries(def.shape).flatMap(([key, inner]) => policyKeys(inner, path === "" ? key : `${path}.${key}`));
};

const parse = (input: unknown) => parseCommand(input, { now: new Date(), timeZone: defineConfig({}).timeZone });
const sessionId = "2617d127-4314-4954-a7f6-07c17e7f7d2c";
const kept: RoutingDecision = { action: "keep", policy: "p", skipped: [], rejected: [], reasons: [], failed: false };

describe("the error table", () => {
  test("has one row an entry of the catalogue, in its order and in its words", () => {
    const expected = Object.values<FaultKind>(faults).map(
      ({ code, status, retryable, summary, remedy }) =>
        `| \`${code}\` | ${status} | ${retryable ? "yes" : "no"} | ${summary} | ${remedy} |`,
    );
    const rows = sectionOf("Errors").split("\n");
    expect(rows.filter((line) => line.startsWith("| `"))).toEqual(expected);
  });
});

test("the table of reasons has one row a reason, in the words of the command line", () => {
  const expected = Object.entries(reasons).map(([code, text]) => `| \`${code}\` | ${text} |`);
  const [, table = ""] = sectionOf("Webhooks").split("\n| `reason` of a 401 |");
  expect(table.split("\n\n")[0]?.split("\n").slice(2)).toEqual(expected);
});

describe("names", () => {
  test("every npm script has its line, and every script the documents mention exists", () => {
    const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
    const rows = tableRows(sectionOf("The project's folders")).map(([name]) => unquoted(name));
    const listed = rows.flatMap((name) => /^npm (?:run )?([\w:-]+)$/.exec(name)?.[1] ?? []);
    expect(listed.toSorted()).toEqual(scripts.toSorted());
    for (const file of ["README.md", "CONTRIBUTING.md", ...readdirSync(new URL("docs/decisions", root))]) {
      const path = file.startsWith("0") ? `docs/decisions/${file}` : file;
      const text = read(path);
      const mentioned = [...text.matchAll(/\bnpm (?:run (?:-s )?)?([a-z][\w:-]*)/g)].map(([, name = ""]) => name);
      expect([path, mentioned.filter((name) => !["ci", "run", ...scripts].includes(name))]).toEqual([path, []]);
    }
  });

  test("every folder of the map exists, and every folder is in the map", () => {
    const rows = tableRows(sectionOf("The project's folders")).map(([name]) => unquoted(name));
    const mapped = rows.filter((name) => name.endsWith("/"));
    for (const folder of mapped)
      expect([folder, readdirSync(new URL(folder, root)).length > 0]).toEqual([folder, true]);
    const folders = (path: string) =>
      readdirSync(new URL(path, root), { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => `${path}${name}/`);
    for (const folder of folders("lib/")) expect(mapped).toContain(folder);
  });

  test("every key of the configuration stands in its table, with its default", () => {
    const flatten = (value: unknown, path: string): [string, string][] =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, inner]) => flatten(inner, path === "" ? key : `${path}.${key}`))
        : [[path, JSON.stringify(value)]];
    const rows = tableRows(sectionOf("Configuration")).map(([key, value]) => [unquoted(key), unquoted(value)]);
    // A dash: it has no default, and is missing from a configuration that says nothing.
    const withDefault = rows.filter(([key, value]) => !/^[A-Z]/.test(key ?? "") && value !== "–");
    expect(withDefault).toEqual(flatten(defineConfig({}), ""));
  });

  test("every scheme of signatures has its row, in their order, and every option of hmac has one, too", () => {
    const rows = tableRows(sectionOf("Senders")).map(([name]) => unquoted(name));
    expect(rows.slice(0, schemes.size)).toEqual([...schemes.keys()]);
    const options = rows.slice(schemes.size).flatMap((name) => name.split(", "));
    expect(options.toSorted()).toEqual(Object.keys(schemes.get("hmac")?.options ?? {}).toSorted());
  });

  test("every key of a policy stands in its table, with its default", () => {
    const [policies = ""] = sectionOf("Close idle sessions").split("### The trace");
    const rows = tableRows(policies).map(([key, value]) => [unquoted(key), value]);
    const keys = policyKeys(autoClosePolicyShape, "").filter(([key]) => !key.startsWith("except."));
    expect(rows.map(([key]) => key)).toEqual(keys.map(([key]) => key));
    for (const [key, preset] of keys)
      if (preset !== undefined) expect(rows).toContainEqual([key, `\`${JSON.stringify(preset)}\``]);
  });

  test("every key of a routing policy stands in its table, with its default", () => {
    const rows = tableRows(sectionOf("Reassign sessions")).map(([key, value]) => [unquoted(key), value]);
    const keys = policyKeys(routingPolicy, "");
    expect(rows.map(([key]) => key).filter((key) => keys.some(([known]) => known === key))).toEqual(
      keys.map(([key]) => key),
    );
    for (const [key, preset] of keys)
      if (preset !== undefined) expect(rows).toContainEqual([key, `\`${JSON.stringify(preset)}\``]);
  });

  test("every trigger and every code of a rejection stands there, too", () => {
    const section = sectionOf("Reassign sessions");
    for (const trigger of [...plainTriggers, "noFirstResponse", "ownerSilent"])
      expect(section).toMatch(new RegExp(`^\\| .*\\b${trigger}\\b.* \\|`, "m"));
    for (const code of rejectionCodes) expect(section).toContain(`\`${code}\``);
    for (const key of Object.keys(routingMetadata(kept, { trigger: "backlog", nowMs: 0, hops: 1 })))
      expect(section).toContain(`\`${key}\``);
  });

  test("every reason for a decision is explained", () => {
    const [, trace = ""] = sectionOf("Close idle sessions").split("### The trace");
    const [reasons = "", codes = ""] = trace.split("### What else a record says");
    expect(tableRows(reasons).map(([code]) => unquoted(code))).toEqual(reasonCodes);
    expect(tableRows(codes).map(([code]) => unquoted(code))).toEqual(sessionCodes);
  });

  test("every environment variable it names is read somewhere", () => {
    const code = ["functions", "lib", "local", "scripts"].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
        .filter((file) => /\.m?[jt]s$/.test(file))
        .map((file) => read(`${folder}/${file}`)),
    );
    const rows = tableRows(sectionOf("Configuration")).map(([name]) => unquoted(name));
    const named = rows.filter((name) => /^[A-Z_]+$/.test(name));
    expect(named).toEqual(
      expect.arrayContaining(["PORT", "WTS_PORT", "WTS_BASE_URL", "LOCAL_SECRETS_FILE", "HOOKS_CONFIG"]),
    );
    for (const name of [...named, "ACCOUNTS_SECRET_ID", "DOORS_SECRET_ID"]) {
      expect(readme).toContain(`\`${name}\``);
      expect([name, code.some((text) => new RegExp(`\\b${name}\\b`).test(text))]).toEqual([name, true]);
    }
  });

  test("every field and every status stands in the mapping", () => {
    const section = sectionOf("How each field of the n8n node maps");
    for (const field of fieldNames) {
      const property = field.charAt(0).toLowerCase() + field.slice(1);
      expect(section).toContain(`\`${property}\``);
    }
    for (const status of statuses) expect(section).toContain(`\`${status}\``);
  });

  test("every route is one of serverless.yml, and the other way round", () => {
    const deployed = [...read("serverless.yml").matchAll(/- httpApi: (.+)/g)].map(([, route]) => route);
    const rows = tableRows(sectionOf("HTTP API")).map(([route]) => unquoted(route));
    expect(rows.filter((route) => route.includes(" /"))).toEqual(deployed);
  });

  test("every file it links to exists", () => {
    const links = [...readme.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path = ""]) => path);
    expect(links.length).toBeGreaterThan(2);
    for (const path of links) expect(read(path)).not.toBe("");
  });

  test("every heading it points to exists", () => {
    const anchors = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\s-]/g, "")
        .replaceAll(/\s/g, "-"),
    );
    for (const [, anchor] of readme.matchAll(/\]\(#([^)]+)\)/g)) expect(anchors).toContain(anchor);
  });
});

describe("examples", () => {
  test.each(json("command"))("command %# is one that is accepted", (_text, input) => {
    expect(parse(input)).toMatchObject({ ok: true });
  });

  test.each(json("patch"))("body %# of a PATCH is accepted", (_text, body) => {
    expect(parse({ ...(body as object), sessionId })).toMatchObject({ ok: true });
  });

  test("every configuration is one that can be bundled", () => {
    const configurations = blocks.filter(({ kind }) => kind === "ts config");
    expect(configurations.length).toBeGreaterThan(1);
    const folder = mkdtempSync(join(tmpdir(), "readme-"));
    for (const { text } of configurations) {
      const file = join(folder, "hooks.config.ts");
      writeFileSync(file, text);
      const env = { ...process.env, HOOKS_CONFIG: file, HOOKS_DIST: join(folder, "dist") };
      const { status, stderr } = spawnSync(process.execPath, ["scripts/build.mjs"], { env, encoding: "utf8" });
      expect([text, stderr, status]).toEqual([text, "", 0]);
    }
    rmSync(folder, { recursive: true });
  });

  test("there is one of every command", () => {
    const names = json("command").map(([, input]) => (input as { command?: string }).command ?? "update");
    expect(new Set(names)).toEqual(new Set(commandNames));
  });

  test("the secrets are such as the functions read", () => {
    const secret = (kind: string) => json(kind).map(([text]) => text);
    expect(secret("accounts").map((text) => [...parseAccounts(text).keys()])).toEqual([["default", "filial"]]);
    expect(secret("doors").map((text) => parseDoors(text).clients.map(({ client }) => client.name))).toEqual([
      ["crm", "n8n"],
    ]);
  });
});

describe("the policies of the example", () => {
  const { text = "" } = blocks.find(({ text: code }) => code.includes("autoClose: {")) ?? {};
  const written = text.replace(/^import .*$/m, "").replace("export default ", "return ");
  const { autoClose, timeZone } = new Function("defineConfig", written)(defineConfig) as ReturnType<
    typeof defineConfig
  >;
  const comercial = "d0000000-0000-4000-8000-000000000001";
  const saoPaulo = (wall: string) => Date.parse(`${wall}:00-03:00`);

  /** Wednesday 25 November 2026: the contact wrote at 10:00, and was answered at 10:30. */
  const session = (more: object = {}) => ({
    ...{ id: sessionId, status: "IN_PROGRESS", departmentId: comercial, userId: "u", botId: null, metadata: null },
    ...{ contactDetails: { tagsId: [], tagsName: [] }, channelType: "CLOUDAPI_WHATSAPP", windowStatus: "ACTIVE" },
    ...{ createdAt: "2026-11-25T13:00:00Z", lastMessageIn: "2026-11-25T13:00:00Z" },
    ...{ lastMessageOut: "2026-11-25T13:30:00Z", ...more },
  });
  const answers = [{ origin: "DEFAULT", atMs: saoPaulo("2026-11-25T10:30") }];
  const warned = {
    ...{ policy: "comercial-sem-resposta", warnedAtMs: saoPaulo("2026-11-25T15:30") },
    ...{ messageAtMs: saoPaulo("2026-11-25T15:30"), lastMessageInMs: saoPaulo("2026-11-25T10:00") },
  };
  const decide = (item: object, wall: string, more: object = {}) => {
    const departmentIds = new Map([["Comercial", comercial]]);
    const prepared = prepareAutoClose(autoClose.policies, { timeZone, departmentIds, userIds: new Map() });
    const facts = readSessionFacts(item);
    if (!prepared.ok || !facts) throw new Error("the example is not prepared");
    const at = saoPaulo(wall);
    return decideAutoClose(facts, prepared.policies, { nowMs: at, actNowMs: at, answers, ...more });
  };

  test.each<[string, object, string, object, object]>([
    [
      "4 working hours, 10:30-12:00 and 13:00-15:30, are waited for",
      {},
      "2026-11-25T15:29",
      {},
      { action: "wait", untilMs: saoPaulo("2026-11-25T15:30") },
    ],
    ["then there is a question", {}, "2026-11-25T15:30", {}, { action: "warn", policy: "comercial-sem-resposta" }],
    [
      "a bot's answer is none",
      {},
      "2026-11-25T15:30",
      { answers: [{ origin: "BOT", atMs: answers[0]?.atMs }] },
      { action: "leave" },
    ],
    ["a working hour later it is closed", {}, "2026-11-25T16:30", { warned }, { action: "close", sendFarewell: true }],
    [
      "over a weekend, Friday 15:30-17:00 and Monday 9-11:30, the window shuts, and it is closed without a word",
      { lastMessageIn: "2026-11-27T18:00:00Z", lastMessageOut: "2026-11-27T18:30:00Z" },
      "2026-11-30T11:30",
      { answers: [{ origin: "DEFAULT", atMs: saoPaulo("2026-11-27T15:30") }] },
      { action: "close", policy: "comercial-sem-resposta", sendFarewell: false },
    ],
    [
      "unless the contact replied",
      { lastMessageIn: "2026-11-25T18:40:00Z" },
      "2026-11-25T16:30",
      { warned },
      { action: "leave" },
    ],
    [
      "a VIP has the 3 days of everybody else",
      { contactDetails: { tagsName: ["VIP"] } },
      "2026-11-25T15:30",
      {},
      { action: "wait", policy: "esquecidas" },
    ],
    [
      "which end on Saturday, so on Monday",
      { departmentId: null },
      "2026-11-28T10:30",
      {},
      { action: "wait", untilMs: saoPaulo("2026-11-30T09:00") },
    ],
    ["in silence", { departmentId: null }, "2026-11-30T09:00", {}, { action: "close", sendFarewell: false }],
  ])("%s", (_case, more, wall, context, expected) => {
    expect(decide(session(more), wall, context)).toMatchObject(expected);
  });
});

describe("the routing policies of the example", () => {
  const [text = ""] = blocks.filter(({ kind }) => kind === "ts routing").map((block) => block.text);
  const written = text.replace(/^import .*$/m, "").replace("export default ", "return ");
  const { routing } = new Function("defineConfig", written)(defineConfig) as ReturnType<typeof defineConfig>;
  const ids = (...names: string[]) => new Map(names.map((name) => [name, name.toLowerCase()]));
  const names = {
    departments: ids("Atendimento VIP", "Recepção", "Comercial", "Financeiro"),
    users: ids("Carla Mendes"),
  };
  const person = (userId: string, department: string, more: object = {}) => ({
    ...{ userId, available: true, departmentIds: [department], openSessions: 0, reserved: 0, ...more },
  });
  const team = [
    person("carla mendes", "atendimento vip", { openSessions: 4 }),
    person("ana", "atendimento vip"),
    person("bia", "comercial", { openSessions: 7 }),
    person("caio", "comercial", { openSessions: 8 }),
    person("davi", "financeiro"),
    person("eva", "financeiro"),
  ];
  const minute = 60_000;
  const now = Date.parse("2026-11-25T13:00:00Z");
  const decide = (session: object, on: RoutingTrigger["on"], more: object = {}) => {
    const facts = readSessionFacts({
      ...{
        id: sessionId,
        status: "PENDING",
        departmentId: "comercial",
        type: "INDIVIDUAL",
        lastMessageIn: "2026-11-25T12:20:00Z",
      },
      ...{ contactDetails: { tagsName: [] }, ...session },
    });
    if (!facts) throw new Error("the example has no session");
    return decideRouting(facts, routing.policies, {
      ...{
        trigger: { on },
        nowMs: now,
        candidates: team,
        names,
        cursors: new Map(),
        hopsToday: 0,
        maxHopsPerDay: routing.maxHopsPerDay,
      },
      ...more,
    });
  };
  const vip = { contactDetails: { tagsName: ["VIP"] } };

  test("a VIP gets the person who knows them, else whoever has least to do", () => {
    const lastServed = { userId: "carla mendes", atMs: now - 80 * 86_400_000 };
    expect(decide(vip, "SESSION_NEW", { lastServed })).toMatchObject({ policy: "vip", userId: "carla mendes" });
    expect(decide(vip, "SESSION_NEW")).toMatchObject({ policy: "vip", userId: "ana" });
  });

  test("without an answer for 5 minutes, the manager; then everybody at the reception sees it", () => {
    const first = decide(vip, "SESSION_NEW");
    const at = (minutes: number, { state }: typeof first) =>
      decide({ ...vip, departmentId: state?.departmentId, userId: state?.userId }, "escalation", {
        nowMs: now + minutes * minute,
        state,
      });
    expect(at(4, first).action).toBe("keep");
    const second = at(5, first);
    expect(second).toMatchObject({ action: "escalate", userId: "carla mendes" });
    expect(at(10, second)).toMatchObject({ action: "queue", departmentId: "recepção" });
  });

  test("in Comercial nobody has more than 8, and what nobody can take waits", () => {
    expect(decide({}, "SESSION_NEW")).toMatchObject({ policy: "comercial", userId: "bia" });
    const full = team.map((each) => (each.userId === "bia" ? { ...each, openSessions: 8 } : each));
    expect(decide({}, "SESSION_NEW", { candidates: full })).toMatchObject({ action: "keep", policy: "comercial" });
    expect(decide({}, "backlog")).toMatchObject({ action: "assign", userId: "bia" });
    expect(decide({ type: "GROUP" }, "SESSION_NEW")).toMatchObject({
      action: "keep",
      reasons: [{ code: "NO_POLICY" }],
    });
    expect(decide({ userId: "caio" }, "ownerSilent")).toMatchObject({ action: "assign", userId: "bia" });
  });

  test("what the CRM asks for goes to Financeiro in turn", () => {
    const turn = (value: number) => ({ cursors: new Map([["cobranca/0/financeiro", value]]) });
    expect(decide({}, "requested", turn(0))).toMatchObject({ policy: "cobranca", userId: "davi" });
    expect(decide({}, "requested", turn(1))).toMatchObject({ policy: "cobranca", userId: "eva" });
  });

  test("the request is one that is understood", () => {
    expect(json("request").length).toBe(1);
    for (const [, input] of json("request")) expect(parseRequestedReassignment(input)).toMatchObject({ ok: true });
  });
});

describe("README example", () => {
  let running: RunningStack;
  beforeAll(async () => {
    running = await runStack();
  });
  afterAll(() => running.stop());

  /** Each curl line with the answer printed below it. */
  const examples = blocks.flatMap(({ kind, text }, index): [string, string][] => {
    const answer = blocks[index + 1];
    return kind === "sh" && text.startsWith("curl ") && answer?.kind === "json" ? [[text, answer.text]] : [];
  });

  const send = (curl: string): Promise<Answer> => {
    const [, path = ""] = /http:\/\/127\.0\.0\.1:3000([^\s']*)/.exec(curl) ?? [];
    const [, method = "GET"] = /-X (\w+)/.exec(curl) ?? [];
    const [, token = null] = /Bearer ([^']+)'/.exec(curl) ?? [];
    const [, raw] = /-d '([^']*)'/.exec(curl) ?? [];
    return request(running.stack.url + path, { method, token, ...(raw !== undefined && { raw }) });
  };
  /** "…" stands for what differs each time. */
  const shown = (answer: string): unknown => JSON.parse(answer, (_key, value) => (value === "…" ? undefined : value));

  test("there are five", () => {
    expect(examples).toHaveLength(5);
  });

  test("every curl line is answered as printed", async () => {
    for (const [curl, answer] of examples) expect((await send(curl)).body).toMatchObject(shown(answer) as object);
  });
});
