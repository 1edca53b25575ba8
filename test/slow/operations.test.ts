// What a command costs: the calls to AWS and to WTS, by every way in, as AWS would bill them, all functions warm.
import { expect, test } from "@jest/globals";
import { countWays } from "../support/count-ways.ts";
import { operationsTable } from "../support/operations-table.ts";

/**
 * It is of one command each. After a change that is wanted, the table that the test prints takes the place of this one; "≤5"
 * says that a number depends on what happens at the same time.
 */
const expected = `
  |  | write units | of indexes | read units | table calls | queue calls | bus | secrets | WTS |
  | --- | --: | --: | --: | --: | --: | --: | --: | --- |
  | webhook: update | 5 | 1 | ≤2 | ≤6 | 3 | 1 | 0 | 1 PUT partial |
  | webhook, its id not signed: update | 6 | 1 | ≤2 | ≤7 | 3 | 1 | 0 | 1 PUT partial |
  | webhook of a sender without ids: update | 6 | 1 | ≤2 | ≤7 | 3 | 1 | 0 | 1 PUT partial |
  | webhook: complete with note | ≤8 | 1 | ≤2 | ≤9 | 3 | 1 | 0 | 1 POST note, 1 PUT complete |
  | webhook: complete with note, metadata, classification | ≤8 | 1 | ≤2 | ≤9 | 3 | 1 | 0 | 1 GET session, 1 POST note, 1 PUT partial, 1 PUT complete |
  | webhook: note | 6 | 1 | ≤2 | ≤7 | 3 | 1 | 0 | 1 POST note |
  | webhook: message | ≤9 | 2 | ≤2 | ≤10 | 3 | 1 | 0 | 1 GET session, 1 GET message, 1 POST message |
  | webhook: transfer | 5 | 1 | ≤2 | ≤6 | 3 | 1 | 0 | 1 PUT transfer |
  | webhook: update by the contact's phone | ≤11 | 2 | ≤5 | ≤14 | 6 | 1 | ≤1 | 1 GET phonenumber, 1 GET session, 1 PUT partial |
  | webhook: filtered out | 0 | 0 | 0 | 0 | 0 | 0 | 0 | – |
  | webhook: copy within five minutes | 3 | 0 | ≤2 | ≤5 | 3 | 0 | 0 | – |
  | webhook of a sender without ids: copy | 6 | 1 | ≤3 | ≤8 | 3 | 0 | 0 | – |
  | webhook: copy hours later | 2 | 0 | ≤2 | ≤4 | 3 | 0 | 0 | – |
  | event: update | 5 | 1 | ≤2 | ≤6 | 3 | 2 | 0 | 1 PUT partial |
  | PATCH: update | 8 | 3 | 0 | 5 | 0 | 1 | 0 | 1 PUT partial |
  | PATCH with Idempotency-Key: update | 9 | 3 | 1 | 7 | 0 | 1 | 0 | 1 PUT partial |
  | PATCH with Idempotency-Key: repetition | 7 | 2 | 1 | 6 | 0 | 0 | 0 | 1 GET session |
  | batch of ten: one update | 6.2 | 3 | 0 | 3.2 | 0 | 1 | 0 | 1 PUT partial |
  | auto-close, page of ten: one close | ≤11.2 | 1.1 | ≤7 | ≤12.5 | 0 | 1.1 | 0 | 0.1 GET session, 1 GET message, 1 PUT complete |
  | auto-close, page of one: warning | ≤19 | 2 | ≤24 | ≤39 | 0 | 2 | 0 | 1 GET session, 1 GET message, 1 POST message |
  | auto-close, nothing to do | ≤9 | 1 | ≤21 | ≤27 | 0 | 0 | 0 | 1 GET session |
  | auto-close: undo of one | ≤13 | 3 | ≤8 | ≤18 | 0 | 1 | 1 | 2 GET session, 1 PUT partial |
  | routing, SESSION_NEW: move | ≤26 | 3 | ≤14 | ≤35 | ≤11 | 3 | ≤1 | 2 GET session, 1 GET agent, 1 PUT transfer, 1 POST note |
  | routing, SESSION_NEW: kept | 6 | 1 | ≤4 | ≤9 | 6 | 1 | ≤1 | 1 GET session, 1 GET agent |
  | routing, SESSION_UPDATE without a policy | 2 | 1 | ≤2 | ≤3 | 3 | 1 | 0 | – |
`;

test("every way in costs what is written down here", async () => {
  const counted = await countWays();
  const { found, wanted } = operationsTable(counted, expected);
  const reasons = counted.map(({ name, operations }) => `${name}: ${operations.items || "nothing of the table"}`);
  console.info(`${found.join("\n")}\n\nWrite units by kind of item, + those of indexes:\n${reasons.join("\n")}`);
  expect(found).toEqual(wanted);
});
