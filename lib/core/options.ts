// The one option WTS takes beside a change: whether a bot that is running is stopped.
import type { Report } from "./issue.ts";
import { reportUnder } from "./issue.ts";
import { refuseUnknownProperties } from "./known-properties.ts";
import { isProperties, own } from "./value.ts";

export interface Options {
  stopBotInExecution?: boolean;
}

/** Undefined when anything in it is refused. */
export const parseOptions = (input: unknown, report: Report): Options | undefined => {
  const refuse = reportUnder("options", report);
  if (!isProperties(input)) return refuse("", "TYPE_INVALID", "options must be {stopBotInExecution: true or false}");
  refuseUnknownProperties(input, ["stopBotInExecution"], "options", refuse);
  const stopBotInExecution = own(input, "stopBotInExecution");
  if (stopBotInExecution === undefined) return {};
  if (typeof stopBotInExecution === "boolean") return { stopBotInExecution };
  return refuse("stopBotInExecution", "TYPE_INVALID", "stopBotInExecution must be true or false");
};
