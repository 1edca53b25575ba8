// `local`: what people play with while `npm start` runs, against the real stand-in, runner and gates of AWS.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { LocalCallsAnswer } from "../../cli/local/list-calls.ts";
import type { LocalLogAnswer } from "../../cli/local/list-log.ts";
import { switchText } from "../../cli/local/switch-words.ts";
import { readTypedClock } from "../../cli/local/typed-clock.ts";
import { defineConfig } from "../../lib/config.ts";
import { exampleSecretsFile } from "../../local/secrets-file.ts";
import { type Stack, startStack } from "../../local/stack.ts";
import { writeRunningFile } from "../../local/start/running-file.ts";
import { defaultSwitches, switchCatalogue } from "../../local/wts/switches.ts";
import { type TinyFunction, type TinyPackage, tinyPackage } from "../local/support/tiny-package.ts";
import { englishIn } from "../support/english-words.ts";
import { type Admin, adminAt } from "../support/wts-stand-in.ts";
import { runHere } from "./support/hooks-for-tests.ts";

const config = defineConfig({ language: "en", timeZone: "America/Sao_Paulo" });
const portuguese = defineConfig({ language: "pt-BR", timeZone: "America/Sao_Paulo" });
const hourMs = 3_600_000;

let packed: TinyPackage;
let stack: Stack;
let admin: Admin;
let folder: string;
let runningFile: string;
let wrongConfiguration: string | undefined;
let edits = 0;

const printing = (answer: string): TinyFunction => ({
  bundle: `export const handler = async () => {
    console.log(JSON.stringify({ level: "info", message: "filtered out", commandId: "c0ffee", codes: ["A", "B"] }));
    console.log("no JSON of ours");
    return { statusCode: 200, body: ${JSON.stringify(answer)} };
  };`,
  routes: ["GET /prints"],
});

/** As `npm start` builds and packages. */
const packageAgain = async () => {
  if (wrongConfiguration !== undefined) throw new Error(wrongConfiguration);
  edits += 1;
  const next = tinyPackage({
    ticks: { bundle: "export const handler = async () => {};" },
    prints: printing(`edited ${edits}`),
  });
  packages.push(next);
  return { packageDir: next.directory, advice: [] };
};
const packages: TinyPackage[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "local-"));
  runningFile = join(folder, "running.json");
  packed = tinyPackage(
    { ticks: { bundle: "export const handler = async () => {};" }, prints: printing("first") },
    {
      Ticking: {
        Type: "AWS::Events::Rule",
        Properties: {
          State: "ENABLED",
          ScheduleExpression: "rate(1 minute)",
          Targets: [{ Id: "ticks", Arn: { "Fn::GetAtt": ["ticksLambdaFunction", "Arn"] } }],
        },
      },
      Bus: { Type: "AWS::Events::EventBus", Properties: { Name: "tiny-bus" } },
    },
  );
  stack = await startStack({
    packageDir: packed.directory,
    secretsFile: exampleSecretsFile,
    packageAgain,
    onClock: () => writeRunningFile(runningFile, running()),
  });
  writeRunningFile(runningFile, running());
  admin = adminAt(stack.wtsUrl ?? "");
});
afterAll(async () => {
  await stack.stop();
  for (const each of [packed, ...packages]) each.remove();
  rmSync(folder, { recursive: true });
});
afterEach(() => admin("DELETE", "faults"));

/** The tiny package has no table. */
const running = (): Stack => ({ ...stack, tableName: "nothing-is-kept" });

const at = (extra: object = {}) => ({ config, ...extra });
const local = (...args: string[]) => runHere(["local", ...args], { LOCAL_RUNNING_FILE: runningFile }, at());
const done = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await local(...args);
  expect({ args, code, stderr }).toEqual({ args, code: 0, stderr: "" });
  return stdout;
};
const json = async <Answer>(...args: string[]): Promise<Answer> => JSON.parse(await done(...args, "--json")) as Answer;
const refused = async (...args: string[]): Promise<string> => {
  const { code, stdout, stderr } = await local(...args);
  expect({ args, code, stdout }).toEqual({ args, code: 1, stdout: "" });
  return stderr;
};
const misused = async (...args: string[]): Promise<string> => {
  const { code, stderr } = await local(...args);
  expect({ args, code }).toEqual({ args, code: 2 });
  return stderr;
};

interface Listed {
  id: string;
  contact: string;
  status: string;
  department: string | null;
  agent: string | null;
  waits: string | null;
  lastSpoke: string | null;
  since: string;
}
const listed = async (...args: string[]): Promise<Listed[]> =>
  (await json<{ sessions: Listed[] }>("sessions", "--limit", "1000", ...args)).sessions;
const one = async (id: string): Promise<Listed | undefined> => (await listed()).find((each) => each.id === id);

/** A conversation of its own for each test. */
const begin = async (name: string, ...more: string[]): Promise<string> => {
  const { sessionId } = await json<{ sessionId: string }>("say", name, "Bom dia", "--new", ...more);
  return sessionId;
};

test("sessions: who has them, who waits and for how long; the open ones unless asked otherwise", async () => {
  const sessions = await listed();
  expect(sessions.length).toBeGreaterThan(50);
  expect(new Set(sessions.map(({ status }) => status))).toEqual(new Set(["STARTED", "PENDING", "IN_PROGRESS"]));
  const times = sessions.map(({ since }) => Date.parse(since));
  expect(times).toEqual(times.toSorted((first, second) => second - first));
  expect(new Set((await listed("--status", "COMPLETED")).map(({ status }) => status))).toEqual(new Set(["COMPLETED"]));
  const shown = await done("sessions", "--limit", "3");
  expect(shown).toMatch(/^3 of \d+ sessions of account default, by the local clock \d{4}-\d\d-\d\d \d\d:\d\d/);
  expect(shown).toMatch(/SESSION +CONTACT +STATUS +DEPARTMENT +AGENT +WHO WAITS +FOR/);
  const rows = shown.trimEnd().split("\n").slice(3);
  // Whole, so that every other command takes what is copied from here.
  const newest = (await listed("--limit", "3")).map(({ id }) => id);
  expect(rows.map((row) => row.split(" ")[0])).toEqual(newest);
});

test("say: somebody new begins, the team answers, and the contact's words wait for an answer", async () => {
  const id = await begin("Zulmira Teste", "--department", "Comercial");
  expect(await one(id)).toMatchObject({
    contact: "Zulmira Teste",
    status: "PENDING",
    department: "Comercial",
    waits: "contact",
  });
  expect(await refused("say", "zulmira teste", "Oi", "--as", "agent")).toContain("nobody has session");
  await done("say", "ZULMIRA teste", "Aguarde na fila", "--as", "bot");
  expect(await one(id)).toMatchObject({ waits: "us", lastSpoke: "BOT" });
  const carla = ["--as", "agent", "--agent", "Carla Mendes"];
  expect(await done("say", id.slice(0, 8), "Posso ajudar?", ...carla)).toContain(`session ${id}, IN_PROGRESS`);
  await done("say", id, "Sou a Carla", "--as", "agent");
  expect(await one(id)).toMatchObject({ agent: "Carla Mendes", waits: "us", lastSpoke: "DEFAULT" });
  await done("say", id, "Obrigada!");
  expect(await one(id)).toMatchObject({ waits: "contact", lastSpoke: "CONTACT" });
});

test("say: by number, and to a closed session, which begins the next one", async () => {
  const number = "+55 11 97777-1234";
  const id = await begin(number);
  expect(await done("say", "97777-1234", "Alô?")).toContain(id);
  await admin("PUT", `sessions/${id}`, { status: "COMPLETED" });
  const next = await json<{ sessionId: string; begun: boolean }>("say", "5511977771234", "Voltei");
  expect(next).toMatchObject({ begun: true });
  expect(next.sessionId).not.toBe(id);
});

test("a misspelt name begins nothing: it is refused with the nearest, and with the way to mean it", async () => {
  await begin("Quitéria Exemplo");
  const before = (await listed()).length;
  const said = await refused("say", "Quiteria Exempla", "Oi");
  expect(said).toContain("the nearest is Quitéria Exemplo");
  expect(said).toContain("--new");
  expect((await listed()).length).toBe(before);
  expect(await refused("say", "Batista", "Oi")).toMatch(/is the name of \d+: name one of .+\([0-9a-f]{8}\)/);
  expect(await misused("say", "x", "Oi", "--department", "Comercial")).toContain("--department goes with --new");
  expect(await misused("say", "x", "Oi", "--agent", "Carla")).toContain("--agent goes with --as agent");
  expect(await misused("say", "x", "Oi", "--new", "--as", "bot")).toContain("leave out --as");
  expect(await refused("say", "Nova", "Oi", "--new", "--department", "Comercail")).toContain("nearest is Comercial");
});

test("agent: away and back, by name; whom two are called is asked", async () => {
  expect(await done("agent")).toMatch(/Fernanda Lima +Financeiro +away/);
  await done("agent", "carla mendes", "away");
  expect(await done("agent", "Carla Mendes")).toMatch(/Carla Mendes +Comercial, Pós-venda +away/);
  await done("agent", "carla", "back");
  expect(await json("agent", "Carla Mendes")).toMatchObject({ agents: [{ isAvailable: true }] });
  expect(await refused("agent", "João Silva", "away")).toMatch(
    /is the name of 2: .+joao\.silva@.+joao\.silva\.suporte@/,
  );
  expect(await misused("agent", "Carla Mendes", "gone")).toContain("Allowed choices are away, back");
});

test("fault: WTS and AWS fail as told, so often as told, and are well again", async () => {
  expect(await done("fault")).toBe("Nothing is made to fail.\n");
  expect(await done("fault", "wts", "500", "--times", "2", "--path", "/session")).toMatch(
    /wts +500 +\/session +2 more/,
  );
  const api = async (path: string): Promise<number> =>
    (await fetch(stack.wtsUrl + path, { headers: { authorization: "Bearer pn_local_default_not_a_real_key" } })).status;
  expect(await api("/core/v1/agent")).toBe(200);
  expect([await api("/chat/v2/session"), await api("/chat/v2/session"), await api("/chat/v2/session")]).toEqual([
    500, 500, 200,
  ]);
  await done("fault", "wts", "429");
  expect(await api("/core/v1/agent")).toBe(429);
  await done("fault", "dynamodb", "fail");
  const dynamo = new DynamoDBClient({ ...stack.aws.dynamodb, maxAttempts: 1 });
  const asked = () => dynamo.send(new DescribeTableCommand({ TableName: "none" })).catch(({ name }) => String(name));
  expect(await asked()).toBe("InternalFailure");
  expect(await done("fault")).toMatch(/wts +429 .*\ndynamodb +fail /s);
  expect(await done("fault", "off")).toBe("Nothing is made to fail.\n");
  expect([await api("/core/v1/agent"), await asked()]).toEqual([200, "ResourceNotFoundException"]);
  dynamo.destroy();
});

test("fault: what cannot be is said, with what can", async () => {
  expect(await refused("fault", "wts", "302")).toContain("a status from 400 to 599, or one of hang, reset, lost, slow");
  expect(await refused("fault", "sqs", "429")).toContain("one of fail, hang, reset, lost, slow");
  expect(await refused("fault", "sqs", "fail", "--path", "/x")).toContain("leave it out");
  expect(await refused("fault", "wts")).toContain("`local fault wts 500`");
  expect(await misused("fault", "off", "--times", "3")).toContain("--times goes with a part that fails");
  expect(await misused("fault", "wts", "500", "--delay", "3")).toContain("--delay goes with slow");
  expect(await misused("fault", "lambda", "fail")).toContain("Allowed choices are wts");
});

test("switch: each in the catalogue is listed with its position, set by name, and put back by that", async () => {
  const { switches } = await json<{ switches: { name: string; position: string; values: string[] }[] }>("switch");
  expect(Object.fromEntries(switches.map(({ name, position }) => [name, position]))).toEqual(defaultSwitches());
  expect(await done("switch", "METADATA", "replaced")).toMatch(/metadata +replaced +merged +whether Metadata/);
  expect(await admin("GET", "switches")).toMatchObject({ metadata: "replaced" });
  expect(await admin("GET", "switches?account=filial")).toMatchObject({ metadata: "merged" });
  await done("switch", "metadata", "replaced", "--account", "filial");
  expect(await admin("GET", "switches?account=filial")).toMatchObject({ metadata: "replaced" });
  expect(await refused("switch", "metadta")).toContain("nearest is metadata");
  expect(await refused("switch", "metadata", "gone")).toContain("metadata is one of merged, replaced, not gone");
});

test("clock: it is shown, moved, and moved in steps, and the command line has the same time", async () => {
  expect(await done("clock")).toMatch(/^It is \d{4}-\d\d-\d\d \d\d:\d\d.* here, as on this machine\.\n$/);
  const moved = await done("clock", "+3h");
  expect(moved).toContain("3 h ahead of this machine");
  expect(moved).toContain("Due 180 times in that time, and called once: ticks.");
  expect(moved).toContain("Queues keep this machine's time");
  const { now } = await json<{ now: string }>("sessions");
  expect(Math.abs(Date.parse(now) - Date.now() - 3 * hourMs)).toBeLessThan(20_000);
  const stepped = await json<{ steps: number; ran: object[]; offsetMs: number }>("clock", "+2h", "--every", "30min");
  const there = await json<{ now: string }>("clock", "2099-01-01 09:00", "--every", "9000d");
  expect(Math.abs(Date.parse(there.now) - Date.parse("2099-01-01T12:00:00Z"))).toBeLessThan(2_000);
  expect(stepped).toMatchObject({ steps: 4, ran: [{ functionName: "ticks", due: 120, called: 4 }] });
  expect(Math.abs(stepped.offsetMs - 5 * hourMs)).toBeLessThan(20_000);
  // Of this process it was the command's alone.
  expect(Math.abs(Date.now() - performance.timeOrigin - performance.now())).toBeLessThan(hourMs);
});

test("clock: what is not understood, or would go back, is refused with what to do", async () => {
  expect(await refused("clock", "gestern")).toContain('write +3h, +1d12h, "2026-12-01 09:00", "amanhã 09:00", or now');
  expect(await refused("clock", "amanhã")).toContain("is no time that is understood");
  expect(await refused("clock", "now")).toContain("the clock only goes forward");
  expect(await refused("clock", "+900d", "--every", "1min")).toContain("at most 1000: move less far");
  expect(await misused("clock", "--every", "1h")).toContain("--every goes with a time");
  expect(await misused("clock", "+1h", "--every", "soon")).toContain("such as 30min");
});

test("reset: asks first, says what is lost, and makes it now", async () => {
  expect(await refused("reset")).toContain("add --yes");
  const asked: string[] = [];
  const answering = (answer: string) =>
    runHere(
      ["local", "reset"],
      { LOCAL_RUNNING_FILE: runningFile },
      at({
        ask: async (question: string) => {
          asked.push(question);
          return answer;
        },
      }),
    );
  expect((await answering("n")).code).toBe(1);
  expect(asked[0]).toContain("conversations, records, queues, faults, switches, clock?");
  await begin("Vai Embora");
  expect((await answering("y")).code).toBe(0);
  expect(await done("clock")).toContain("as on this machine");
  expect((await listed()).some(({ contact }) => contact === "Vai Embora")).toBe(false);
});

test("calls: what reached WTS, of a session or of all, without bodies and phone numbers", async () => {
  const id = await begin("Chamada Teste");
  const key = { authorization: "Bearer pn_local_default_not_a_real_key" };
  for (const path of [`chat/v2/session/${id}`, "core/v1/contact/phonenumber/5511987654321"])
    await fetch(`${stack.wtsUrl}/${path}`, { headers: key });
  const { calls, total } = await json<LocalCallsAnswer>("calls", "--session", id.toUpperCase());
  expect([total, calls]).toEqual([
    1,
    [
      {
        at: expect.any(String),
        method: "GET",
        path: `/chat/v2/session/${id}`,
        status: 200,
        tookMs: expect.any(Number),
      },
    ],
  ]);
  const shown = await done("calls", "--limit", "2");
  expect(shown).toMatch(/TIME +METHOD +PATH +STATUS +TOOK\n.+\/phonenumber\/… .+\n.+200 +\d+ ms\n$/);
  expect(shown).not.toContain("5511987654321");
  expect(await done("calls", "--session", "nobodys")).toBe("WTS was asked for nothing like that here.\n");
});

test("log: what the functions printed, by an id or a function, the newest last for people", async () => {
  await fetch(`${stack.url}/prints`);
  const { entries } = await json<LocalLogAnswer>("log", "--about", "c0ffee");
  expect(entries).toEqual([
    {
      at: expect.any(String),
      functionName: "prints",
      level: "info",
      message: "filtered out",
      fields: { commandId: "c0ffee", codes: ["A", "B"] },
    },
  ]);
  expect(await done("log", "--about", "prints")).toMatch(
    /prints {2}filtered out {2}commandId=c0ffee {2}codes=A,B\n.+prints {2}no JSON of ours\n$/,
  );
  expect(await done("log", "--about", "nobody")).toBe("No function has printed anything like that here.\n");
});

test("rebuild: an edit counts, what is wrong is said and changes nothing", async () => {
  expect(await done("rebuild")).toContain("built with the configuration as it is now");
  expect(await (await fetch(`${stack.url}/prints`)).text()).toBe("edited 1");
  wrongConfiguration = "building the functions failed:\nhooks.config.ts: \n  - timeZone is none";
  const { code, stdout } = await local("rebuild", "--json");
  expect([code, JSON.parse(stdout)]).toMatchObject([
    1,
    { error: { message: "building the functions failed:", details: [{}, { message: "timeZone is none" }] } },
  ]);
  expect(await (await fetch(`${stack.url}/prints`)).text()).toBe("edited 1");
});

test("a deployed stage is no place to play", async () => {
  for (const line of [["sessions"], ["clock", "+3h"], ["reset", "--yes"], ["fault", "wts", "500"]])
    expect(await misused(...line, "--stage", "prod")).toContain("people's own conversations; leave out --stage");
});

test("where WTS is another than the stand-in, nothing is made up", async () => {
  const file = join(folder, "other.json");
  writeRunningFile(file, { ...running(), wtsUrl: undefined });
  const { code, stderr } = await runHere(["local", "sessions"], { LOCAL_RUNNING_FILE: file }, at());
  expect([code, stderr]).toEqual([1, expect.stringContaining("start without it")]);
});

test("in Portuguese, no English word is left", async () => {
  const said = async (...args: string[]): Promise<string> => {
    const { code, stdout } = await runHere(
      ["local", ...args],
      { LOCAL_RUNNING_FILE: runningFile },
      { config: portuguese },
    );
    expect({ args, code, english: englishIn(stdout) }).toEqual({ args, code: 0, english: [] });
    return stdout;
  };
  expect(await said("sessions", "--limit", "5")).toMatch(/ATENDIMENTO +CLIENTE +SITUAÇÃO/);
  await said("say", "Nome Novo", "Oi", "--new");
  await said("agent");
  await said("agent", "Carla Mendes", "back");
  await said("fault");
  await said("fault", "wts", "500", "--times", "1", "--rate", "0.5");
  await said("clock", "+1h");
  expect(await said("reset", "--yes")).toContain("Está tudo como logo depois de `npm start`");
});

test("each switch is explained in Portuguese, too, and positions stay codes", () => {
  for (const [name, { unknown }] of Object.entries(switchCatalogue)) {
    const text = switchText(name, unknown, "pt-BR");
    expect([name, text === unknown, englishIn(text)]).toEqual([name, false, []]);
    expect(switchText(name, unknown, "en")).toBe(unknown);
  }
});

test("a span moves from where the clock is, for any of them", () => {
  const unit = fc.constantFrom(["d", 86_400_000], ["h", 3_600_000], ["min", 60_000]) as fc.Arbitrary<[string, number]>;
  const part = fc.tuple(fc.integer({ min: 1, max: 999 }), unit);
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.nat(), (parts, nowMs) => {
      const text = `+${parts.map(([count, [name]]) => `${count}${name}`).join("")}`;
      const sum = parts.reduce((ms, [count, [, size]]) => ms + count * size, 0);
      expect(readTypedClock(text, { nowMs, wallMs: 7, timeZone: "UTC" })).toBe(nowMs + sum);
    }),
  );
});

test("a time is one of the local clock's day, and now is this machine's", () => {
  const now = { nowMs: Date.parse("2026-12-01T02:00:00Z"), wallMs: 42, timeZone: "America/Sao_Paulo" };
  expect(readTypedClock("2026-12-01 09:00", now)).toBe(Date.parse("2026-12-01T12:00:00Z"));
  expect(readTypedClock("amanhã 09:00", now)).toBe(Date.parse("2026-12-01T12:00:00Z"));
  expect(readTypedClock("agora", now)).toBe(42);
  for (const text of ["+", "+3", "+h", "-3h", "+3x", ""]) expect(readTypedClock(text, now)).toBeUndefined();
});
