// Says in what a policy is another one than what was confirmed of it, property by property.
import { isProperties, type Properties, sortedJson } from "../../core/value.ts";
import type { ConfirmedPolicy } from "./confirmed-policy.ts";

/** Of a text it is only known whether there is one: true. */
export interface PolicyChange {
  /** As in hooks.config.ts, with dots: `idle.hours`. `earlier` are the policies before it in the list, whose sessions are not its own. */
  path: string;
  /** Absent: it was not there. */
  from?: unknown;
  /** Absent: it is not there any more. */
  to?: unknown;
}

const changesBetween = (path: string, from: unknown, to: unknown): readonly PolicyChange[] => {
  // A switch that an earlier version did not have was off.
  if (sortedJson(from) === sortedJson(to) || (from === undefined && to === false)) return [];
  if (!isProperties(from) || !isProperties(to))
    return [{ path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
  return namesIn(from, to).flatMap((name) =>
    changesBetween(path === "" ? name : `${path}.${name}`, from[name], to[name]),
  );
};

const namesIn = (one: Properties, other: Properties): readonly string[] => [
  ...new Set([...Object.keys(one), ...Object.keys(other)]),
];

/** In the order of the configuration. */
export const changesOfPolicy = (confirmed: ConfirmedPolicy, now: ConfirmedPolicy): readonly PolicyChange[] => [
  ...changesBetween("", confirmed.policy, now.policy),
  ...changesBetween("earlier", confirmed.earlier, now.earlier),
  ...changesBetween("timeZone", confirmed.timeZone, now.timeZone),
];
