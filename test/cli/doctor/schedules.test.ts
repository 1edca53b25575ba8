// Whether auto-close rests since it is broken, or since nothing may be done: the first is told with its cure, the second is no fault.
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { policyApprovals } from "../../../lib/auto-close/records/policy-approvals.ts";
import { type RunRecord, runRecords } from "../../../lib/auto-close/records/run-records.ts";
import { defineConfig } from "../../../lib/config.ts";
import { systemClock as clock } from "../../../lib/runtime/clock.ts";
import { startTestStandIn, type TestStandIn } from "../../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "../support/hooks-for-tests.ts";

const config = defineConfig({ autoClose: { policies: [{ name: "parados", idle: { hours: 400 } }] } });

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url, config });
});
afterEach(() => our.hooks("resume"));
afterAll(async () => {
  await our.stop();
  await standIn.stop();
});

const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

interface Finding {
  check: string;
  verdict: string;
  what: string;
  cure?: string;
}
const schedules = async (): Promise<readonly Finding[]> => {
  const { findings } = await our.runningOtherwise({ wtsUrl: standIn.url, startedAt: hoursAgo(72) }, () =>
    our.json<{ findings: Finding[] }>("doctor", "--account", "default"),
  );
  return findings.filter(({ check }) => check === "schedules");
};

const records = () => runRecords({ table: our.table, clock, keptDays: 30 });
const save = (run: Partial<RunRecord>): Promise<void> =>
  records().save({
    ...{ id: "a1b2c3d4e5f6", account: "default", startedBy: "schedule", startedAt: hoursAgo(48), now: hoursAgo(48) },
    ...{ state: "done", policies: [{ name: "parados", mode: "acts" }], counts: {}, problems: [], seq: 0 },
    ...run,
  } as RunRecord);
const approve = async (mode: "waiting" | "acts"): Promise<void> => {
  // What a run has shown waits for a yes.
  await our.hooks("auto-close");
  if (mode === "acts") await our.hooks("auto-close", "confirm", "parados");
  const [made] = await records().list("default", 1);
  if (made === undefined) throw new Error("there was no run");
  const { undos: _undos, sightings: _sightings, ...run } = made;
  await records().save({ ...run, startedAt: hoursAgo(48) });
};

test("what has never run for days is told", async () => {
  expect(await schedules()).toMatchObject([{ verdict: "wrong", what: expect.stringContaining("has never run") }]);
});

test("a policy that waits for somebody's yes, and an account that is paused, are no fault of the schedule", async () => {
  await approve("waiting");
  expect(await schedules()).toMatchObject([{ verdict: "ok", what: expect.stringContaining("see paused") }]);
  await approve("acts");
  expect(await schedules()).toMatchObject([{ verdict: "wrong", what: expect.stringMatching(/^no run of auto-close/) }]);
  await our.hooks("pause");
  expect(await schedules()).toMatchObject([{ verdict: "ok", what: expect.stringContaining("see paused") }]);
  await our.hooks("resume");
  await policyApprovals({ table: our.table }).pause("default", "parados", true);
  expect(await schedules()).toMatchObject([{ verdict: "ok", what: expect.stringContaining("see paused") }]);
  await policyApprovals({ table: our.table }).pause("default", "parados", false);
});

test.each([
  ["stopped", [], /stopped by itself/, /auto-close continue a1b2c3d4e5f6`/],
  ["refused", ["no department of the account has the name or id Vendas"], /Vendas/, /correct what it names/],
  ["failed", ["a page of sessions is not valid"], /page of sessions/, /configuration/],
] as const)("a run that is %s is told with its cure, however young it is", async (state, problems, what, cure) => {
  await save({ state, problems, startedAt: new Date().toISOString() });
  expect(await schedules()).toMatchObject([
    { verdict: "wrong", what: expect.stringMatching(what), cure: expect.stringMatching(cure) },
  ]);
});
