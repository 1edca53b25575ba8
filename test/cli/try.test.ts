// `try`: somebody pastes a key, and sees their own account; nothing is written, and never more than thirty calls are made.
import { createServer } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import fc from "fast-check";
import { runHooks } from "../../cli/program.ts";
import { fewCalls } from "../../cli/try/few-calls.ts";
import { defineConfig } from "../../lib/config.ts";
import { listen } from "../../local/listen.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
import { englishIn } from "../support/english-words.ts";
import { manualClock } from "../support/manual-clock.ts";
import { journalOf, startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const key = testAccounts.default.apiKey;
const dayMs = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * dayMs).toISOString();
const uuid = (serial: number): string => `5e550000-0000-4000-8000-${String(serial).padStart(12, "0")}`;

interface Directory {
  departments: readonly { id: string; name: string }[];
  agents: readonly { userId: string; name: string; departments: readonly { departmentId: string }[] }[];
}

let standIn: TestStandIn;
let directory: Directory;
beforeAll(async () => {
  standIn = await startTestStandIn();
  directory = await standIn.admin<Directory>("GET", "directory");
});
afterAll(() => standIn.stop());
beforeEach(async () => {
  await standIn.admin("POST", "reset", { sessions: [] });
  await standIn.admin("DELETE", "requests");
});
afterEach(() => standIn.admin("DELETE", "faults"));

interface Message {
  from: "contact" | "agent" | "bot";
  days: number;
  text?: string;
}

/** A session in which these were said, so many days ago. */
const session = (serial: number, messages: readonly Message[], given: object = {}) => ({
  id: uuid(serial),
  status: "IN_PROGRESS",
  contactName: `Cliente${serial} Souza`,
  createdAt: ago(30),
  departmentId: directory.departments[0]?.id,
  ...(messages.some(({ from }) => from === "agent") && { firstResponseAt: ago(29) }),
  messages: messages.map(({ from, days, text = "texto" }) => ({
    direction: from === "contact" ? "FROM_HUB" : "TO_HUB",
    origin: from === "agent" ? "DEFAULT" : from === "bot" ? "BOT" : "GATEWAY",
    at: ago(days),
    text,
  })),
  ...given,
});

const hold = (sessions: readonly object[]) => standIn.admin("POST", "reset", { sessions });

const tryIt = async (
  args: readonly string[] = [],
  {
    apiKey = key,
    language = "en",
    baseUrl = standIn.url,
  }: { apiKey?: string; language?: "en" | "pt-BR"; baseUrl?: string } = {},
) => {
  const said = { stdout: "", stderr: "", asked: "" };
  const code = await runHooks(["try", "--base-url", baseUrl, ...args], {
    environment: {},
    config: defineConfig({ language }),
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    askHidden: async (question) => {
      said.asked += question;
      return apiKey;
    },
  });
  return { code, ...said };
};

interface Told {
  apiVersion: string;
  calls: { made: number };
  sessions: { open: number; read: number; isWhole: boolean };
  waiting: { sessionId: string }[];
  policy: {
    closes: { sessionId: string }[];
    closesByCourtesyReplies: { sessionId: string }[];
    notRead: { sessionId: string }[];
    stays: { code: string; count: number; firstDue: string | null }[];
  };
  routing: { sessionId: string; action: string; to: { userId: string | null } }[] | null;
}

const told = async (args: readonly string[] = []): Promise<Told> => {
  const { code, stdout, stderr } = await tryIt([...args, "--json"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  return JSON.parse(stdout) as Told;
};

const idsOf = (list: readonly { sessionId: string }[]): readonly string[] => list.map(({ sessionId }) => sessionId);

test("who waits, what three days would close, what thanks change, and why the others stay", async () => {
  await hold([
    session(1, [
      { from: "agent", days: 9 },
      { from: "contact", days: 8, text: "e o meu pedido?" },
    ]),
    session(2, [
      { from: "contact", days: 9 },
      { from: "agent", days: 5 },
    ]),
    session(3, [
      { from: "contact", days: 9 },
      { from: "agent", days: 6 },
      { from: "contact", days: 5, text: "obrigada!" },
    ]),
    session(4, [
      { from: "contact", days: 2 },
      { from: "agent", days: 1 },
    ]),
    session(5, [{ from: "contact", days: 0.5 }]),
  ]);
  const { waiting, policy, calls } = await told();
  expect(idsOf(waiting)).toEqual([uuid(1), uuid(3), uuid(5)]);
  expect(idsOf(policy.closes)).toEqual([uuid(2)]);
  expect(idsOf(policy.closesByCourtesyReplies)).toEqual([uuid(3)]);
  expect(policy.notRead).toEqual([]);
  const stays = policy.stays.map(({ code, count }) => [code, count]);
  expect(stays).toEqual([
    ["CONTACT_SPOKE_LAST", 2],
    ["NOT_IDLE_YET", 1],
  ]);
  expect(calls.made).toBeLessThanOrEqual(30);
});

test("the sessions that nobody has go to whoever has the fewest, one after the other", async () => {
  const [department] = directory.departments.filter(
    ({ id }) =>
      directory.agents.filter(({ departments }) => departments.some(({ departmentId }) => departmentId === id))
        .length >= 2,
  );
  if (department === undefined) throw new Error("the stand-in has no department of two");
  const members = directory.agents.filter(({ departments }) =>
    departments.some(({ departmentId }) => departmentId === department.id),
  );
  for (const { userId } of members) await standIn.admin("PUT", `agents/${userId}`, { availability: "AVAILABLE" });
  const unowned = { departmentId: department.id, userId: null, status: "PENDING" };
  await hold([1, 2].map((serial) => session(serial, [{ from: "contact", days: serial }], unowned)));
  for (const { userId } of members) await standIn.admin("PUT", `agents/${userId}`, { availability: "AVAILABLE" });
  const { routing } = await told();
  expect(routing?.map(({ sessionId, action }) => [sessionId, action])).toEqual([
    [uuid(2), "assign"],
    [uuid(1), "assign"],
  ]);
  expect(new Set(routing?.map(({ to }) => to.userId)).size).toBe(2);
});

test("it says all of that in Portuguese, and the contact's whole name, number and texts stay away", async () => {
  await hold([
    session(1, [{ from: "contact", days: 8, text: "meu CPF" }], {
      contactPhone: "5511987654321",
      userId: null,
      status: "PENDING",
    }),
    session(2, [
      { from: "contact", days: 9 },
      { from: "bot", days: 5 },
    ]),
  ]);
  const { code, stdout, stderr, asked } = await tryIt([], { language: "pt-BR" });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const ownWords = stdout.replaceAll(/courtesyReplies|--show|npm .*|https?:\S+/g, "");
  expect(englishIn(ownWords)).toEqual([]);
  expect(stdout).toContain("Quem espera resposta: 2 atendimentos");
  expect(stdout).toContain("só o robô ou a API");
  expect(stdout).not.toMatch(/Souza|987654321|CPF/);
  expect(stdout + stderr + asked).not.toContain(key);
});

test("an account without sessions is told so", async () => {
  const { code, stdout } = await tryIt();
  expect(code).toBe(0);
  expect(stdout).toContain("0 sessions open.");
  expect(stdout).toContain("Nobody waits for an answer.");
  expect(stdout).toContain("would close nothing now");
});

test("where only v1 answers, that is what it is read by", async () => {
  await hold([session(1, [{ from: "contact", days: 1 }])]);
  await standIn.admin("PUT", "switches", { sessionApi: "v1-only" });
  expect((await told()).apiVersion).toBe("v1");
});

const server = async (status: number, body: string, headers: Record<string, string> = {}) =>
  listen(
    createServer((_request, response) => response.writeHead(status, headers).end(body)),
    0,
  );

test.each([
  ["an HTML page", 200, "<html></html>"],
  ["nothing of the kind", 404, "not found"],
  ["another JSON", 200, '{"items": 4}'],
])("a host that answers with %s is not WTS", async (_what, status, body) => {
  const foreign = await server(status, body);
  const { code, stderr } = await tryIt([], { baseUrl: foreign.url });
  await foreign.stop();
  expect(code).toBe(1);
  expect(stderr).toContain("is not WTS Chat's API");
});

test("a host that does not answer is said to be one", async () => {
  const gone = await server(200, "");
  await gone.stop();
  const { code, stderr } = await tryIt([], { baseUrl: gone.url });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining("does not answer (ECONNREFUSED)") });
});

test.each([
  ["refused", {}, "pn_another_key_0123456789", "refuses this key"],
  ["without access to sessions", { sessionAccess: "denied" }, key, "takes this key, but not for sessions"],
])("a key that is %s is told so, and is not repeated", async (_what, switches, apiKey, expected) => {
  await standIn.admin("PUT", "switches", switches);
  const { code, stdout, stderr } = await tryIt([], { apiKey });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(expected);
  expect(stderr).not.toContain(apiKey);
});

test.each([
  ["", "no key was given"],
  ["with space inside", "this is no API key"],
])("what is no key (%j) is sent nowhere", async (apiKey, expected) => {
  const { code, stderr } = await tryIt([], { apiKey });
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(expected) });
  expect(await journalOf(standIn.admin)).toEqual([]);
});

test("after a 429 nothing more is asked", async () => {
  await hold(
    [1, 2, 3].map((serial) =>
      session(serial, [
        { from: "contact", days: 9 },
        { from: "bot", days: 5 },
      ]),
    ),
  );
  await standIn.admin("POST", "faults", [{ path: "/message", status: 429, times: 1 }]);
  const { code, stdout } = await tryIt();
  expect(code).toBe(0);
  expect(stdout).toContain("WTS asked for a pause (429)");
  const journal = await journalOf(standIn.admin);
  expect(journal.at(-1)?.status).toBe(429);
});

test("a usage that means nothing is refused before anybody is asked", async () => {
  expect((await tryIt(["--days", "0"])).code).toBe(2);
  expect((await tryIt(["--stage", "prod"])).code).toBe(2);
  expect((await tryIt([], { baseUrl: "http://wts.example" })).code).toBe(2);
  expect((await tryIt([], { baseUrl: "http://wts.example" })).asked).toBe("");
});

test("it only reads, and makes never more than thirty calls, whatever the account", async () => {
  const oneOf = (name: keyof typeof switchCatalogue) => fc.constantFrom(...switchCatalogue[name].values);
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        size: fc.constantFrom(0, 1, 99, 100, 101, 950),
        switches: fc.record({
          sessionApi: oneOf("sessionApi"),
          sessionAccess: oneOf("sessionAccess"),
          departmentListAgents: oneOf("departmentListAgents"),
          agentsListDepartments: oneOf("agentsListDepartments"),
          unsortedOrder: oneOf("unsortedOrder"),
        }),
        faults: fc.array(
          fc.record({
            path: fc.constantFrom("/session", "/message", "/department", "/agent"),
            status: fc.constantFrom(429, 500, 503, 404, 403),
            times: fc.integer({ min: 1, max: 3 }),
          }),
          { maxLength: 2 },
        ),
      }),
      async ({ size, switches, faults }) => {
        await standIn.admin("POST", "reset", { sessions: size });
        await standIn.admin("PUT", "switches", switches);
        await standIn.admin("POST", "faults", faults);
        await standIn.admin("DELETE", "requests");
        const { code, stdout, stderr } = await tryIt(["--json"]);
        const journal = await journalOf(standIn.admin);
        expect([0, 1]).toContain(code);
        expect(stderr).not.toMatch(/\n\s+at /);
        expect(journal.length).toBeLessThanOrEqual(30);
        expect(journal.filter(({ method }) => method !== "GET")).toEqual([]);
        if (code === 0) expect((JSON.parse(stdout) as Told).calls.made).toBe(journal.length);
      },
    ),
    { numRuns: 8 },
  );
});

test.each([
  ["pt-BR", "en"],
  ["en", "pt-BR"],
] as const)("with a configuration in %s, --language %s speaks that", async (language, asked) => {
  await hold([]);
  const there = await tryIt(["--language", asked], { language });
  const plain = await tryIt([], { language: asked });
  expect({ code: there.code, asked: there.asked }).toEqual({ code: 0, asked: plain.asked });
  expect(there.stdout.split("\n")[0]).toBe(plain.stdout.split("\n")[0]);
  const other = await tryIt([], { language });
  expect(there.stdout.split("\n")[0]).not.toBe(other.stdout.split("\n")[0]);
});

test("a slow WTS is asked until the time is over, and as many calls are told as were made", async () => {
  const clock = manualClock(Date.now());
  const calls = fewCalls({ baseUrl: standIn.url, apiKey: key, most: 30, clock, timeoutMs: 10_000 });
  for (let wanted = 0; wanted < 30; wanted += 1) {
    await calls.call({ method: "GET", route: "/core/v1/agent" }).catch(() => {});
    clock.advance(5_000);
  }
  const asked = await journalOf(standIn.admin);
  expect([calls.made(), calls.left(), calls.isLate(), calls.isPaused()]).toEqual([asked.length, 0, true, false]);
  expect(asked).toHaveLength(24);
});
