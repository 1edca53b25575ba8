// `status --keys`, beside a WTS that takes keys, refuses them, or takes them for all but sessions.
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
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
  const { code, stdout } = await our.hooks("status", "--keys");
  standIn.writeAccounts(testAccounts);
  expect(code).toBe(0);
  expect(stdout).toMatch(/default +WORKS, BUT NOT FOR SESSIONS/);
  expect(stdout).toMatch(/filial +REFUSED/);
});

test("does not guess where WTS answers neither", async () => {
  await standIn.admin("POST", "faults", [{ status: 403 }]);
  expect(await our.json("status", "--keys")).toMatchObject({
    keys: [{ account: "default", key: "not known", why: expect.stringContaining("403") }, { account: "filial" }],
  });
});

test("asks nobody without the option", async () => {
  await standIn.admin("DELETE", "requests");
  expect(await our.json("status")).not.toHaveProperty("keys");
  expect(await standIn.admin("GET", "requests")).toEqual([]);
});
