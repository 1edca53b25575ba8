// Looks up the departments and people that policies and sources name: one that WTS does not know stops what names it.

import { policiesOf as closingPoliciesOf } from "../../../lib/auto-close/rules/policies-of.ts";
import { needsOfAutoClose } from "../../../lib/auto-close/rules/prepare-auto-close.ts";
import type { HooksConfig } from "../../../lib/config.ts";
import { asUuid } from "../../../lib/core/ids.ts";
import { isProperties } from "../../../lib/core/value.ts";
import { namesIn } from "../../../lib/routing/rules/names-in-policies.ts";
import { policiesOf as routingPoliciesOf } from "../../../lib/routing/rules/policies-of.ts";
import type { Wts } from "../../../lib/wts/connect.ts";
import { resolveNames } from "../../../lib/wts/resolve-names.ts";
import type { Examined } from "../examined.ts";
import { type Finding, ok, wrong } from "../finding.ts";

interface Names {
  departments: readonly string[];
  users: readonly string[];
}

/** An expression that is nothing but a text says it whatever comes; what else a mapping may say nobody knows beforehand. */
const fixedText = (expression: unknown): string[] => {
  const [, single, double] = /^\s*(?:'([^'\\]*)'|"([^"\\]*)")\s*$/.exec(String(expression)) ?? [];
  const text = single ?? double;
  return typeof expression === "string" && text !== undefined ? [text] : [];
};

/** Wherever in a command: `department` is one of an update, a transfer, a route's `to` and a session's locator. */
const textsUnder = (mapping: unknown, key: "department" | "user"): string[] => {
  if (Array.isArray(mapping)) return mapping.flatMap((each) => textsUnder(each, key));
  if (!isProperties(mapping)) return [];
  return Object.entries(mapping).flatMap(([name, value]) => (name === key ? fixedText(value) : textsUnder(value, key)));
};

export const namesOf = (config: HooksConfig, account: string): Names => {
  const { sources, account: own, routing } = config;
  const closing = needsOfAutoClose(closingPoliciesOf(config, account));
  const moving = namesIn(routingPoliciesOf(routing, account, own));
  const mappings = Object.values(sources).flatMap(({ account: of = own, map }) => (of === account ? [map] : []));
  const all = (...lists: readonly (readonly string[])[]) => [...new Set(lists.flat())];
  return {
    departments: all(closing.departments, moving.departments, textsUnder(mappings, "department")),
    // An id may be of another account's person, and is looked up like a name.
    users: all(closing.users, moving.users, textsUnder(mappings, "user")),
  };
};

export const checkNames = async (
  { config, say }: Examined,
  account: string,
  wts: Pick<Wts, "client" | "directory">,
): Promise<readonly Finding[]> => {
  if (!config) return [];
  const { departments, users } = namesOf(config, account);
  const named = [...departments, ...users];
  if (named.length === 0) return [ok("names", say.namesGood(0), account)];
  const { problems } = await resolveNames(wts, { departments, users });
  if (problems.length === 0) return [ok("names", say.namesGood(named.length), account)];
  return problems.map(({ what, name, found, nearest }) =>
    wrong(
      "names",
      found > 1 ? say.nameSeveral(what, name, found) : say.nameUnknown(what, name, asUuid(name) ? undefined : nearest),
      account,
    ),
  );
};
