// `dlq show`: everything about one message, without what is personal unless that is asked for.
import { alignedTable } from "../aligned-table.ts";
import { timeText } from "../time-text.ts";
import type { Tools } from "../with-connection.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { findLetter, mostLetters } from "./find-letter.ts";
import { letterSummary, withoutPersonal } from "./letter-summary.ts";
import { readDeadLetters } from "./read-dead-letters.ts";
import { describeReplay } from "./replay-letter.ts";

const issueText = (issue: unknown): string => {
  const { path, code, message } = Object(issue);
  return `${path || "(all of it)"}: ${message} (${code})`;
};

const describe = ({ messageId, queue, at, about, reason, replay }: DeadLetter): string =>
  alignedTable([
    ["message", messageId],
    ["queue", queue],
    ["when", `${timeText(at)} UTC`],
    ["reason", `${reason.code}: ${reason.message}`],
    ...reason.issues.map((issue) => ["issue", issueText(issue)]),
    ["door", about.door],
    ["account", about.account],
    ["session", about.sessionId],
    ["command", about.command],
    ["command id", about.commandId],
    ["source", about.source],
    ["delivery", about.deliveryId],
    ["attempt", about.attempt?.toString()],
    ["replay", describeReplay(replay)],
  ]);

export const showDeadLetter = async ({ connection, output }: Tools, prefix: string, reveal: boolean): Promise<void> => {
  const letter = findLetter(await readDeadLetters(connection, mostLetters), (each) => each, prefix);
  const shown = reveal ? letter : withoutPersonal(letter);
  const { content } = shown;
  output.json({ ...letterSummary(shown), content });
  output.line(describe(shown));
  output.line("");
  output.line(typeof content === "string" ? content : JSON.stringify(content, null, 2));
  if (!reveal) output.line("\nTexts and phone numbers are hidden; --reveal shows them.");
};
