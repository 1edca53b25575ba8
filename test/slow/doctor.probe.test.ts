// The probe beside the stand-in: of each unknown it finds every position, or the unknown is listed with why it is not asked; and
// whatever the position, the session is given back as it was.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import fc from "fast-check";
import { probeCaller } from "../../cli/doctor/probe/probe-call.ts";
import { type ProbeReport, probeSession, readAccount } from "../../cli/doctor/probe/probe-session.ts";
import { differences, fieldsOf } from "../../cli/doctor/probe/probed-session.ts";
import { type Question, readFirst } from "../../cli/doctor/probe/questions.ts";
import { type Consent, consents, notProbed, type UnknownName } from "../../cli/doctor/probe/unknowns.ts";
import { switchCatalogue } from "../../local/wts/switches.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";

const sessionId = "5e55e55e-0000-4000-8000-000000000001";
const now = "2026-11-30T12:00:00Z";
let standIn: TestStandIn;
beforeAll(async () => {
  standIn = await startTestStandIn();
});
afterAll(() => standIn.stop());

const names = Object.keys(switchCatalogue) as UnknownName[];
const positions = names.flatMap((name) => switchCatalogue[name].values.map((value) => [name, value] as const));

interface Directory {
  departments: { id: string; name: string }[];
  agents: { userId: string; name: string }[];
}

const place = async (windowIsOpen = true): Promise<void> => {
  await standIn.admin("POST", "reset", { clock: { now, frozen: false } });
  const { departments, agents } = await standIn.admin<Directory>("GET", "directory");
  const idOf = (wanted: string) => departments.find(({ name }) => name === wanted)?.id;
  await standIn.admin("PUT", `sessions/${sessionId}`, {
    contactPhone: "+55 11 98765-4321",
    contactName: "Contato de Teste",
    channelType: "CLOUDAPI_WHATSAPP",
    status: "IN_PROGRESS",
    departmentId: idOf("Comercial"),
    userId: agents.find(({ name }) => name === "Carla Mendes")?.userId,
    number: "2026113000001",
    metadata: { origem: "teste", n: 1 },
    createdAt: "2026-11-30T08:00:00Z",
    messages: [
      {
        direction: "FROM_HUB",
        origin: "GATEWAY",
        text: "oi",
        at: windowIsOpen ? "2026-11-30T11:30:00Z" : "2026-11-27T11:30:00Z",
      },
    ],
  });
};

const held = async () => fieldsOf(await standIn.admin("GET", `sessions/${sessionId}`));

interface Wanted {
  allowed?: readonly Consent[];
  /** Ctrl-C, after so many calls. */
  stopAfter?: number;
  /** WTS fails at this one of the calls. */
  failAt?: { call: number; fault: object };
}

const noWait = async (): Promise<void> => {};

const probe = async ({ allowed = consents, stopAfter, failAt }: Wanted = {}) => {
  const made: { question: Question | undefined; call: string }[] = [];
  const stopping = new AbortController();
  let question: Question | undefined;
  const ask = probeCaller({
    baseUrl: standIn.url,
    apiKey: testAccounts.default.apiKey,
    sessionId,
    pace: async () => {
      if (made.length + 1 === failAt?.call) await standIn.admin("POST", "faults", [{ ...failAt.fault, times: 1 }]);
    },
    announce: ({ method, route }) => {
      made.push({
        question,
        call: `${method} ${route.replace(/v[12]\/session\/\{id\}(?=$|\/partial)|v[12](?=\/session$)/, (part) => part.replace(/v[12]/, "{v}"))}`,
      });
      if (made.length === stopAfter) stopping.abort();
    },
  });
  const read = await readAccount(ask);
  if ("why" in read) return { made, end: read.why, answers: read.answers, left: [], open: {} as ProbeReport["open"] };
  const report = await probeSession(read, {
    ask,
    wait: noWait,
    allowed,
    signal: stopping.signal,
    text: "Teste",
    begins: (begun) => {
      question = begun;
    },
    restores: () => {
      question = undefined;
    },
  });
  return { made, ...report };
};

test.each(positions)("%s: %s", async (name, position) => {
  const reason = notProbed[name];
  // What becomes of a text outside the window is seen on a session whose window is closed.
  await place(name !== "messageOutsideWindow");
  await standIn.admin("PUT", "switches", { [name]: position });
  const before = await held();
  const { answers, open, end, left, made } = await probe();
  if (reason === undefined) expect([answers[name], open[name]]).toEqual([position, undefined]);
  else expect(answers[name]).toBeUndefined();
  const isDenied = name === "sessionAccess" && position === "denied";
  expect({ end, left }).toEqual({ end: isDenied ? "sessions denied" : "done", left: [] });
  expect(await held()).toEqual(before);
  for (const { question, call } of made)
    if (question)
      expect([question.settles[0], question.calls]).toEqual([question.settles[0], expect.arrayContaining([call])]);
  expect(made.length).toBeLessThanOrEqual(120);
});

test("what nobody has allowed is neither written nor sent, and says so", async () => {
  await place();
  const { answers, open, made } = await probe({ allowed: [] });
  expect(made.filter(({ call }) => call.startsWith("POST"))).toEqual([]);
  expect(open).toMatchObject({
    noteMovesInteraction: "not allowed",
    syncTogether: "not allowed",
    classificationShown: "not allowed",
  });
  expect(answers.apiMessages).toBeUndefined();
});

/** Together, as on an account that nobody has seen. */
const anySwitches = fc.record(
  Object.fromEntries(
    names.flatMap((name) =>
      notProbed[name] || name === "sessionAccess"
        ? []
        : [[name, fc.constantFrom<string>(...switchCatalogue[name].values)]],
    ),
  ),
);

const runs = { numRuns: 25, seed: 20261130 };

test("wherever it is stopped, and whatever WTS is like, the session is as it was, or what is not is listed as it is", () =>
  fc.assert(
    fc.asyncProperty(anySwitches, fc.integer({ min: 1, max: 95 }), async (switches, stopAfter) => {
      await place();
      await standIn.admin("PUT", "switches", switches);
      const before = await held();
      const { left } = await probe({ stopAfter });
      expect(left).toEqual(differences(before, await held()));
      // A closed session that can be opened by neither way is the one thing that cannot be given back.
      expect(left.filter(({ field }) => field !== "endAt")).toEqual([]);
    }),
    runs,
  ));

test("whichever call fails, in whatever way, the rest is given back", () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        { status: 429 },
        { status: 500 },
        { status: 503 },
        { drop: true },
        { drop: "after" },
        { status: 200, body: "<html>" },
      ),
      fc.constantFrom("/partial", "/status", "/assignee", "/transfer", "/complete", "/note", "/message", "/session"),
      fc.integer({ min: 1, max: 3 }),
      async (fault, path, times) => {
        await place();
        const before = await held();
        await standIn.admin("POST", "faults", [{ ...fault, path, times, method: path === "/session" ? "GET" : "PUT" }]);
        const { left } = await probe();
        await standIn.admin("DELETE", "faults");
        expect(left.map(({ field, wanted }) => [field, wanted])).toEqual(
          differences(before, await held()).map(({ field, wanted }) => [field, wanted]),
        );
      },
    ),
    runs,
  ));

test("a WTS that fails once tells no lies, whichever call it is", async () => {
  await place();
  const { answers: truth, made } = await probe();
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        { status: 500 },
        { status: 502, body: "<html>" },
        { status: 503 },
        { status: 408 },
        { status: 200, body: "<html>" },
      ),
      fc.integer({ min: 1, max: made.length }),
      async (fault, call) => {
        await place();
        const before = await held();
        const { answers, end, left } = await probe({ failAt: { call, fault } });
        for (const [name, answer] of Object.entries(answers))
          expect([name, answer]).toEqual([name, truth[name as UnknownName]]);
        // One failure is no reason to ask nothing more, but the account has to be read first.
        expect(end).toBe(call <= readFirst.calls.length ? "away" : "done");
        expect([left, await held()]).toEqual([[], before]);
      },
    ),
    { ...runs, numRuns: 30 },
  );
});

test("after a 429 nothing is asked but what gives the session back", async () => {
  await place();
  await standIn.admin("POST", "faults", [{ status: 429, path: "/assignee", times: 1 }]);
  const { end, made, left } = await probe();
  expect([end, left]).toEqual(["too much asked", []]);
  const last = made.findLastIndex(({ question }) => question !== undefined);
  expect(made[last]?.call).toContain("/assignee");
});
