// What `status` says beyond the kill switch: of the keys, beside a WTS that takes or refuses them, and of webhooks that got lost.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { reconciliationRecords } from "../../lib/webhooks/reconciliation/reconciliation-records.ts";
import { startTestStandIn, type TestStandIn, testAccounts } from "../support/wts-stand-in.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";

let standIn: TestStandIn;
let our: HooksForTests;
beforeAll(async () => {
  standIn = await startTestStandIn();
  our = await startHooks({ wtsUrl: standIn.url });
});
beforeEach(() => standIn.admin("POST", "reset", {}));
afterAll(async () => {
  await our.stop();
  await standIn.stop();
});

test("says of each account's key whether it works, lacks access to sessions, or is refused", async () => {
  expect(await our.json("status", "--keys")).toMatchObject({
    keys: [
      { account: "default", key: "works" },
      { account: "filial", key: "works" },
    ],
  });
  await standIn.admin("PUT", "switches", { sessionAccess: "denied" });
  standIn.writeAccounts({ default: testAccounts.default });
  const { code, stdout, stderr } = await our.hooks("status", "--keys");
  standIn.writeAccounts(testAccounts);
  expect(code).toBe(1);
  expect(stderr).toBe(
    "Needs somebody: the API key of account default does not do; the API key of account filial does not do.\n",
  );
  expect(stdout).toMatch(/default +WORKS, BUT NOT FOR SESSIONS/);
  expect(stdout).toMatch(/filial +REFUSED/);
});

test("does not guess where WTS answers neither", async () => {
  await standIn.admin("POST", "faults", [{ status: 403 }]);
  expect(await our.json("status", "--keys")).toMatchObject({
    keys: [{ account: "default", key: "not known", why: expect.stringContaining("403") }, { account: "filial" }],
  });
});

test("says everything else of what an earlier version deployed, which has no queue of events, and says that", async () => {
  const queues = Object.fromEntries(["Commands", "CommandsDead", "Parked"].map((id) => [id, our.queueUrls[id]]));
  const events = (our.queueUrls.ReassignSessionEvents ?? "").replace("reassign-session-events", "never-made");
  const { code, stdout, stderr } = await our.runningOtherwise(
    { queues: { ...queues, ReassignSessionEvents: events } },
    () => our.hooks("status"),
  );
  expect([code, stderr]).toEqual([
    0,
    "warning: there is no queue reassign-session-events here: an earlier version is deployed; deploy this one, or use that one's commands\n",
  ]);
  expect(stdout).toMatch(/^commands +0 +0/m);
  expect(stdout).not.toContain("reassign-session-events");
});

test("asks nobody without the option", async () => {
  await standIn.admin("DELETE", "requests");
  expect(await our.json("status")).not.toHaveProperty("keys");
  expect(await standIn.admin("GET", "requests")).toEqual([]);
});

test("says what the latest reconciliation of an account's webhooks found", async () => {
  const { table } = our;
  const records = reconciliationRecords({ table, clock: our.clock });
  const lease = await records.take("filial", "a run");
  const span = { fromMs: 0, toMs: 1, cursor: { createdMs: 0, ids: [], page: 1 }, startedAtMs: 2 };
  const counts = { seen: 230, known: 228, missing: 2, added: 1 };
  await lease?.save({ day: "2026-11-21", ...span, counts, calls: 3, end: "done" });
  await lease?.release();
  expect(await our.json("status")).toMatchObject({
    accounts: [
      { account: "default", paused: false },
      { account: "filial", reconciliation: { day: "2026-11-21", ...counts, calls: 3, end: "done" } },
    ],
  });
  const { stdout } = await our.hooks("status");
  expect(stdout).toMatch(/filial +2026-11-21: 230 sessions seen, 2 never announced by WTS, 1 made up for/);
});

test("a session that WTS never announced says so in its story", async () => {
  const session = { account: "default", sessionId: "5e550000-0000-4000-8000-000000000001" };
  const records = reconciliationRecords({ table: our.table, clock: our.clock });
  await records.noteMissing(session, "2026-11-21", true);
  await records.noteMissing(session, "2026-11-21", false);
  await records.noteMissing(session, "2026-11-22", false);
  const { stdout } = await our.hooks("session", session.sessionId);
  expect(stdout).toContain("WTS had not announced it by 2026-11-21; its event was published then");
  expect(stdout).toContain("WTS had not announced it by 2026-11-22; nothing was published for it");
});
