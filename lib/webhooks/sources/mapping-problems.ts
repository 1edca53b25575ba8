// Says what is wrong with the commands of a mapping whatever a delivery brings: a misspelt property, a fixed value that nobody takes.
import { commandNames } from "../../core/command/command.ts";
import { statuses } from "../../core/command/status.ts";
import { closedSessionMessage, parseTargetedCommand } from "../../core/command/targeted-command.ts";
import type { Issue } from "../../core/issue.ts";
import { nearestHint } from "../../core/names.ts";
import { isProperties, own } from "../../core/value.ts";
import { isOpen, type SampleCommand, sampleCommands, valueAt } from "./sample-commands.ts";

interface MappingContext {
  timeZone: string;
  /** The routing policies of the source's account; undefined where nobody knows them. */
  policyNames?: readonly string[] | undefined;
}

/** Without them the command is refused whatever else it has. */
const missing: readonly Issue["code"][] = ["SESSION_ID_EMPTY", "TYPE_INVALID"];

/** What a delivery decides about may be right: then only the names are certain to be wrong. */
const isCertain = (sample: SampleCommand, { path, code }: Issue): boolean => {
  if (code === "PROPERTY_UNKNOWN") return true;
  // Which session it is a test may fix; how a number is read depends on the configured country; and what a mapping leaves out for one delivery, another may have.
  if (path === "" || path === "session.contactPhone" || isOpen(sample, path)) return false;
  if (path === "sessionId" && code !== "SESSION_ID_EMPTY") return false;
  if (valueAt(sample, path) !== undefined) return true;
  return missing.includes(code) || (code === "DESTINATION_MISSING" && own(sample.input, "command") === "transfer");
};

const parse = (input: unknown, { timeZone }: MappingContext): readonly Issue[] => {
  const parsed = parseTargetedCommand(input, { timeZone });
  return parsed.ok ? [] : parsed.issues;
};

/** Of a command that only a delivery names it is certain what no command has. */
const issuesOf = (sample: SampleCommand, context: MappingContext): readonly Issue[] => {
  const { input } = sample;
  if (!isOpen(sample, "command")) return parse(input, context).filter((issue) => isCertain(sample, issue));
  const [first = [], ...others] = commandNames.map((command) =>
    parse({ ...input, command }, context).filter(({ code }) => code === "PROPERTY_UNKNOWN"),
  );
  return first
    .filter(({ path }) => others.every((issues) => issues.some((issue) => issue.path === path)))
    .map((issue) => ({ ...issue, message: `${issue.path.split(".").at(-1)} is not a property of any command` }));
};

const policyProblem = (sample: SampleCommand, { policyNames }: MappingContext): Issue | undefined => {
  const policy = own(sample.input, "policy");
  const isKnown = typeof policy !== "string" || isOpen(sample, "policy") || (policyNames?.includes(policy) ?? true);
  if (isKnown || own(sample.input, "command") !== "route") return undefined;
  const hint = nearestHint(policy, policyNames ?? []);
  return { path: "policy", code: "NAME_UNKNOWN", message: `there is no routing policy of this name${hint}` };
};

/** These say which session is meant, or may be of one that is closed. */
const ofAnySession = ["command", "session", "onNone", "onMany", "expect", "companyId", "metadata", "fields"];

/** The parser tells it of a command that is right otherwise, which one is not whose session only a delivery names. */
const closedProblem = (sample: SampleCommand): Issue | undefined => {
  const { input } = sample;
  const { command = "update", session } = input;
  if (valueAt(sample, "session.closedWithinDays") === undefined || !isProperties(session)) return undefined;
  if (isOpen(sample, "command") || isOpen(sample, "session.closedWithinDays") || command === "note") return undefined;
  const writes = Object.keys(input).some((name) => !ofAnySession.includes(name) && !isOpen(sample, name));
  if (command === "update" && !writes) return undefined;
  return { path: "session.closedWithinDays", code: "PROPERTY_CONFLICT", message: closedSessionMessage };
};

const accountProblem = ({ input }: SampleCommand): Issue | undefined =>
  own(input, "companyId") === undefined
    ? undefined
    : {
        path: "companyId",
        code: "PROPERTY_CONFLICT",
        message: "a source's account is set by `account`; leave it out",
      };

/** WTS's own words for a wrong status say nothing of the right ones. */
const messageOf = ({ code, message }: Issue): string =>
  code === "STATUS_INVALID" ? `${message} It is one of ${statuses.join(", ")}` : message;

/** Each problem has its path first, such as "map.session.contactFone: …". */
export const mappingProblems = (map: unknown, context: MappingContext): readonly string[] =>
  sampleCommands(map).flatMap((sample) => {
    const more = [policyProblem(sample, context), accountProblem(sample), closedProblem(sample)];
    const problems = [...issuesOf(sample, context), ...more.flatMap((issue) => issue ?? [])].map(
      (issue) => `${["map", ...sample.at, ...(issue.path === "" ? [] : [issue.path])].join(".")}: ${messageOf(issue)}`,
    );
    return [...new Set(problems)];
  });
