// Prints what was found or erased of a person, what stays, and what nobody here can erase.
import { alignedTable } from "../display/aligned-table.ts";
import type { Output } from "../display/output.ts";
import type { Search } from "./search-person.ts";

const kindTexts: Readonly<Record<keyof Search["counts"], string>> = {
  sessionItems: "records of the person's sessions",
  referenceItems: "records under the number, or the contact",
  deliveries: "webhook deliveries, with what their senders wrote",
  contents: "hashes by which a copy of a delivery is known",
  runs: "pages of auto-close runs that list a session",
  records: "other records that mention the person",
  account: "closed days and the like that mention the person",
  other: "anything else that mentions the person",
  parked: "parked messages",
};

export const countsTable = ({ counts }: Search): string[] =>
  alignedTable([
    ["WHAT", "FOUND"],
    ...Object.entries(kindTexts).map(([kind, text]) => [text, String(counts[kind as keyof Search["counts"]])]),
  ]);

/** It is printed with every receipt, and stands in the reference. */
export const beyondReach: readonly string[] = [
  "WTS Chat: its contact and its messages are erased there, after this (we find the sessions by them)",
  "events that AWS is still repeating because somebody did not take them: for up to 24 hours; where something failed, do it once more after that",
  "what outcomes were published to: they hold the session's id, and neither number, name nor text",
  "backups of the table (point-in-time recovery): until 35 days are over; whoever restores one erases again",
  "logs: they hold ids and masked numbers; they go after the days that your deployment sets",
  "WTS's id of a contact that asked for silence stays, so that nobody writes to it again",
];

export const showRest = (output: Output, { byNameAlone, waits, isAtWts, sessions }: Search): void => {
  output.line(
    "",
    isAtWts
      ? `WTS knows the contact, with ${sessions} sessions.`
      : `WTS knows nobody of this number: ${sessions} sessions were found by what is recorded under it. What names others is found only while WTS knows the contact.`,
  );
  if (byNameAlone > 0)
    output.line(
      `By the name alone: ${byNameAlone}, which may be somebody else's. If the name is this person's only, --name "<the whole name>" has them erased, too.`,
    );
  for (const wait of waits) output.line(`Not over: ${wait}.`);
};

export const showBeyondReach = (output: Output): void => {
  output.line("", "Not erased by this:", ...beyondReach.map((text) => `  - ${text}`));
};
