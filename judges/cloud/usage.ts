// What the roles of one deployed stage allow, and what of it was called: several stages of one run are put together in the end.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Front, RecordedCall } from "./front/front.ts";
import type { Grant } from "./front/role-registry.ts";

export interface Usage {
  /** How often each role called what, by `role action resource`. */
  readonly calls: Readonly<Record<string, number>>;
  readonly denied: Readonly<Record<string, number>>;
  readonly grants: readonly string[];
  readonly unused: readonly string[];
}

const folder = (runFolder: string): string => join(runFolder, "usage");

/** Stages differ in nothing but their name. */
const withoutStage = (stage: string, text: string): string =>
  text.replaceAll(`wts-session-hooks-${stage}`, "wts-session-hooks-<stage>").replaceAll(`/${stage}/`, "/<stage>/");

/** The last part of an ARN is what tells one resource from another. */
const resourceName = (arn: string): string => arn.split(":").slice(5).join(":") || arn;

export const grantText = ({ role, action, resource }: Grant): string => `${role} ${action} ${resourceName(resource)}`;

const countOf = (texts: readonly string[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return Object.fromEntries(counts);
};

export const usageOf = ({ calls, roles }: Front, stage: string): Usage => {
  const named = (text: string): string => withoutStage(stage, text);
  const textOf = ({ role = "", asked }: RecordedCall): string[] =>
    asked.map(({ action, resource }) => named(grantText({ role, action, resource })));
  const ofRoles = calls.filter(({ role }) => role !== undefined);
  return {
    calls: countOf(ofRoles.filter(({ denied }) => !denied).flatMap(textOf)),
    denied: countOf(
      ofRoles.flatMap(({ role = "", denied }) => (denied ? [named(grantText({ role, ...denied }))] : [])),
    ),
    grants: roles.grants().map((grant) => named(grantText(grant))),
    unused: roles.unused().map((grant) => named(grantText(grant))),
  };
};

/** Whoever puts them together at the end of a run finds it there. */
export const keepUsage = (runFolder: string, stage: string, usage: Usage): void => {
  mkdirSync(folder(runFolder), { recursive: true });
  writeFileSync(join(folder(runFolder), `${stage}-${process.pid}.json`), JSON.stringify(usage));
};

const sumOf = (records: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const sum = new Map<string, number>();
  for (const record of records)
    for (const [text, count] of Object.entries(record)) sum.set(text, (sum.get(text) ?? 0) + count);
  return Object.fromEntries([...sum].sort(([one], [other]) => (one < other ? -1 : 1)));
};

/** What one stage did not need another may have needed. */
export const readUsages = (runFolder: string): Usage | undefined => {
  let names: string[];
  try {
    names = readdirSync(folder(runFolder));
  } catch {
    return undefined;
  }
  const usages = names.map((name): Usage => JSON.parse(readFileSync(join(folder(runFolder), name), "utf8")));
  const grants = [...new Set(usages.flatMap((usage) => usage.grants))].sort();
  const isNeeded = (grant: string): boolean =>
    usages.some((usage) => usage.grants.includes(grant) && !usage.unused.includes(grant));
  return {
    calls: sumOf(usages.map((usage) => usage.calls)),
    denied: sumOf(usages.map((usage) => usage.denied)),
    grants,
    unused: grants.filter((grant) => !isNeeded(grant)),
  };
};
