// Whoever reads what somebody else wrote survives a text of a hundred thousand levels, and says what is wrong with it.
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { parseAccess } from "../../lib/core/access-secret.ts";
import { parseAccounts } from "../../lib/core/accounts-secret.ts";
import { readQueueItem } from "../../lib/core/queue/queue-item.ts";
import { isOwnEcho } from "../../lib/core/sessions/own-writes.ts";
import { readSessionChanges } from "../../lib/core/sessions/reported-changes.ts";
import { readAnswer } from "../../lib/wts/read-response.ts";
import { faultOf } from "./support/fault-of.ts";

const levels = 100_000;
const deep = `${'{"a":['.repeat(levels / 2)}1${"]}".repeat(levels / 2)}`;

test.each<[string, () => unknown, string]>([
  ["the accounts secret", () => parseAccounts(`{"default":${deep}}`), "CONFIG_INVALID"],
  ["the access secret", () => parseAccess(`{"clients":{},"sources":${deep}}`), "CONFIG_INVALID"],
  ["a message of the queue", () => readQueueItem(`{"kind":"command","targeted":${deep}}`), "ENVELOPE_INVALID"],
])("%s", (_what, read, code) => {
  const fault = faultOf(read);
  expect(fault.code).toBe(code);
  expect(fault.message).toContain("nested deeper than 100 levels");
});

test("an answer of WTS counts as none", () => {
  const answer = { status: 200, headers: {}, bytes: Buffer.from(deep), text: deep };
  expect(() => readAnswer("GET", answer, 0)).toThrow(expect.objectContaining({ reason: "MALFORMED_JSON" }));
});

test("a value of WTS is compared as it was sent", () => {
  const changes = readSessionChanges([{ property: "metadata", currentValue: deep }]);
  expect(isOwnEcho("[]", changes, 0)).toBe(false);
});

/** These read what we wrote into the table ourselves, or files of the product's own, which nobody else writes. */
const ownTexts = [
  // package.json of Node's packages and of ours, and the template that was just packaged.
  "cli/doctor/checks/check-machine.ts",
  "cli/version/own-version.ts",
  "cli/setup/permissions-step.ts",
  // The catalogue's samples and its texts, and the example of the secrets.
  "cli/init/folder-files.ts",
  "cli/new/sample-of.ts",
  "cli/new/worked-text.ts",
  // It writes a test that reads the sample beside it.
  "cli/new/written-source.ts",
  "cli/privacy/erase-place.ts",
  "cli/privacy/receipt.ts",
  "cli/privacy/search-person.ts",
  "cli/privacy/search-table.ts",
  "cli/running-stack.ts",
  "lib/auto-close/records/notices.ts",
  "lib/auto-close/records/policy-approvals.ts",
  "lib/auto-close/records/run-leases.ts",
  "lib/auto-close/records/run-records.ts",
  "lib/core/sessions/event-pace.ts",
  "lib/core/sessions/own-writes.ts",
  "lib/records/account-names.ts",
  "lib/records/ledger.ts",
  "lib/records/raw-deliveries.ts",
  "lib/records/seen-contents.ts",
  "lib/routing/move-session.ts",
  "lib/routing/records/session-moves.ts",
  "lib/webhooks/reconciliation/reconciliation-records.ts",
];
/** They read what may be too deep and cut it, speak with the box of the mappings, or are the reader themselves. */
const readers = [
  "lib/core/read-json.ts",
  "lib/webhooks/mapping/serve-box.ts",
  "lib/webhooks/signatures/json-property.ts",
];

test("a text of somebody else's becomes a value in lib/core/read-json.ts, and nowhere else", () => {
  const root = new URL("../../", import.meta.url);
  const files = ["lib", "cli"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  );
  const parsing = files.filter(
    (file) => file.endsWith(".ts") && readFileSync(new URL(file, root), "utf8").includes("JSON.parse("),
  );
  // One that no longer reads any is no longer listed.
  expect(parsing.sort()).toEqual([...ownTexts, ...readers].sort());
});
