// The names of the accounts without their keys: written down where they changed, and read by whoever may see no key.
import { beforeEach, expect, test } from "@jest/globals";
import { accountNamesKey } from "../../lib/aws/item-keys.ts";
import type { Table } from "../../lib/aws/table.ts";
import { type Accounts, parseAccounts } from "../../lib/core/accounts-secret.ts";
import { accountNames, accountNamesKeeper } from "../../lib/records/account-names.ts";
import { manualClock } from "../support/manual-clock.ts";
import { memoryTable } from "../support/memory-table.ts";
import { recording } from "../support/recording.ts";

const companyId = "10ca10ca-0000-4000-8000-000000000002";
const accountsOf = (...names: readonly string[]): Accounts =>
  parseAccounts(
    JSON.stringify(
      Object.fromEntries(
        ["default", ...names].map((name) => [
          name,
          { apiKey: `pn_secret_of_${name}_0123`, ...(name === "filial" && { companyId }) },
        ]),
      ),
    ),
  );

let clock: ReturnType<typeof manualClock>;
let kept: Table;
let calls: string[];
let isAway: boolean;
let held: () => Promise<Accounts>;
let aws: ReturnType<typeof recording>;
const keeper = () => accountNamesKeeper({ table: kept, accounts: { get: () => held() }, log: aws.log });
const reader = () => accountNames({ table: kept, clock });

beforeEach(() => {
  clock = manualClock();
  calls = [];
  isAway = false;
  aws = recording();
  held = async () => accountsOf("filial");
  const table = memoryTable();
  const noting =
    <Given extends unknown[], Answer>(name: string, call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (isAway) throw new Error("the table is away");
      calls.push(name);
      return call(...given);
    };
  kept = { ...table, get: noting("get", table.get), update: noting("update", table.update) };
});

test("what is written down has names and companies, and no key", async () => {
  await keeper()();
  expect(await reader()()).toEqual(
    new Map<string, object>([
      ["default", {}],
      ["filial", { companyId }],
    ]),
  );
  expect(JSON.stringify(await kept.get(accountNamesKey))).not.toMatch(/pn_|apiKey/);
});

test("it is written where it changed, and not by every minute or every process", async () => {
  const keep = keeper();
  for (let index = 0; index < 3; index += 1) await keep();
  await keeper()();
  expect(calls).toEqual(["get", "update", "get"]);
  held = async () => accountsOf("filial", "another");
  await keep();
  expect([...(await reader()()).keys()]).toEqual(["default", "filial", "another"]);
});

test("a secret or table that is away fails nobody's minute, and the next one writes it", async () => {
  const keep = keeper();
  held = () => Promise.reject(new Error("no secret"));
  await keep();
  held = async () => accountsOf();
  isAway = true;
  await keep();
  isAway = false;
  expect(aws.taken.lines.map((line) => JSON.parse(line).message)).toEqual([
    "account names not written down",
    "account names not written down",
  ]);
  await keep();
  expect([...(await reader()()).keys()]).toEqual(["default"]);
});

test("a reader asks once a minute, and goes on with what it knows while the table is away", async () => {
  await keeper()();
  calls.length = 0;
  const read = reader();
  await Promise.all([await read(), read(), read()]);
  expect(calls).toEqual(["get"]);
  clock.advance(60_000);
  isAway = true;
  expect((await read()).has("filial")).toBe(true);
  isAway = false;
  await read();
  expect(calls).toEqual(["get", "get"]);
});

test("before they were ever written a reader says what to wait for", async () => {
  await expect(reader()()).rejects.toMatchObject({
    code: "TABLE_UNAVAILABLE",
    message: "the names of the accounts are not written down yet: look-after-sessions does so within a minute",
  });
});
