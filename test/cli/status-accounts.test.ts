// `status` has a line for each account: also for one that the configuration names and nobody has a key of.
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { runRecords } from "../../lib/auto-close/records/run-records.ts";
import { defineConfig } from "../../lib/config.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { type HooksForTests, startHooks } from "./support/hooks-for-tests.ts";

const config = defineConfig({
  accounts: { filial: { timeZone: "America/Rio_Branco" } },
  autoClose: { policies: [{ name: "da-filal", account: "filal", idle: { hours: 4 } }] },
});

let our: HooksForTests;
beforeAll(async () => {
  our = await startHooks({ config });
  await killSwitch({ table: our.table, clock: our.clock }).pause("filial");
  const at = new Date(our.clock.now() - 60_000).toISOString();
  await runRecords({ table: our.table, clock: our.clock, keptDays: 90 }).save({
    ...{
      id: "0123456789ab",
      account: "default",
      startedBy: "schedule",
      startedAt: at,
      endedAt: at,
      now: at,
      state: "done",
    },
    ...{ policies: [], counts: {}, problems: ["policy x: no department of the account has the name y"], seq: 0 },
  });
});
afterAll(() => our.stop());

test("all of them, each with what holds it up", async () => {
  const { code, stdout, stderr } = await our.hooks("status");
  expect(code).toBe(1);
  expect(stderr).toBe(
    "Needs somebody: account filal is not in the accounts secret; account filial is paused (`resume`); the latest run of account default did not end well (`auto-close runs`).\n",
  );
  expect(stdout).toMatch(/default +applied +done .*1 PROBLEMS.* +0 +America\/Sao_Paulo/);
  expect(stdout).toMatch(/filial +PAUSED .* +– +0 +America\/Rio_Branco/);
  expect(stdout).toMatch(/filal +NOT IN THE ACCOUNTS SECRET/);
});

test("one, where one is asked for; and none that nobody knows", async () => {
  const { accounts } = await our.json<{ accounts: { account: string }[] }>("status", "--account", "filial");
  expect(accounts).toMatchObject([{ account: "filial", hasKey: true, paused: true, held: 0 }]);
  const { code, stderr } = await our.hooks("status", "--account", "outra");
  expect(code).toBe(1);
  expect(stderr).toContain("there is no account outra");
});
