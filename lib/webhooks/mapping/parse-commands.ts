// Reads what a mapping yields as commands, each by the same rules that every other command has to meet.

import {
  parseTargetedCommand,
  type TargetedCommand,
  type TargetedParseOptions,
} from "../../core/command/targeted-command.ts";
import { Fault, faults } from "../../core/faults.ts";
import { collectIssues, type Issue, reportUnder } from "../../core/issue.ts";
import { isProperties, own, type Properties } from "../../core/value.ts";
import type { Source } from "../sources/sources.ts";

/** HubSpot puts up to 100 events into one delivery, the largest batch of all senders. */
const maxCommands = 100;

export const refuse = (issues: readonly Issue[]): never => {
  throw new Fault(faults.commandInvalid, { issues });
};

const listOf = (yielded: unknown): readonly unknown[] => {
  if (yielded === undefined || yielded === null) return [];
  return Array.isArray(yielded) ? yielded : [yielded];
};

/** The rules of the source count where the command names its session otherwise than by its id and has no rules of its own. */
const withRules = (input: Properties, { onNone, onMany }: Source): Properties =>
  own(input, "session") === undefined
    ? input
    : { ...(onNone !== undefined && { onNone }), ...(onMany !== undefined && { onMany }), ...input };

interface ParsedCommands {
  /** Their index is their place in what the mapping yields. */
  commands: readonly { index: number; targeted: TargetedCommand }[];
  /** The others are about nobody, which is no mistake where `onNone` is `ignore`. */
  ignored: readonly { index: number; why: string }[];
}

/** Throws COMMAND_INVALID with the issues of all of them, those of one among several under `commands.<index>`. */
export const parseCommands = (
  yielded: unknown,
  source: Source,
  options: Required<TargetedParseOptions>,
): ParsedCommands => {
  const inputs = listOf(yielded);
  // Not one of them is looked at: there may be as many as a body has bytes.
  if (inputs.length > maxCommands)
    return refuse([
      {
        path: "map",
        code: "BATCH_SIZE_INVALID",
        message: `map yields ${inputs.length} commands; at most ${maxCommands} are taken`,
      },
    ]);
  const { issues, report } = collectIssues();
  const ignored: { index: number; why: string }[] = [];
  const commands = inputs.flatMap((input, index) => {
    const isOnly = inputs.length === 1;
    const under = isOnly ? report : reportUnder(`commands.${index}`, report);
    if (isProperties(input) && own(input, "companyId") !== undefined)
      under(
        "companyId",
        "PROPERTY_CONFLICT",
        "a source's account is set by `account` in hooks.config.ts; leave companyId out",
      );
    const parsed = parseTargetedCommand(isProperties(input) ? withRules(input, source) : input, options);
    if (parsed.ok) return [{ index, targeted: parsed.targeted }];
    if (parsed.namesNobody !== undefined)
      ignored.push({ index, why: isOnly ? parsed.namesNobody : `commands.${index}: ${parsed.namesNobody}` });
    for (const { path, code, message } of parsed.issues) under(path, code, message);
    return [];
  });
  return issues.length > 0 ? refuse(issues) : { commands, ignored };
};
