// Says what policies wait for in vain, or leave lying, although every key is right: it depends on the sources and on other policies.
import { foldName } from "../../core/names.ts";
import { listed } from "../../core/sessions/listed.ts";
import { policiesOf } from "./policies-of.ts";
import type { Routing } from "./routing-config.ts";
import type { RoutingPolicy } from "./routing-policy.ts";
import { announcedByWts, type PublishingSource, silentPolicy } from "./silent-policies.ts";
import { hasPolicyOn } from "./triggers-of.ts";

const silentTriggers = (policy: RoutingPolicy, published: readonly string[]): string[] => {
  const silent = silentPolicy(policy, published);
  if (!silent) return [];
  const { events, isOnlyOnes } = silent;
  const end = isOnlyOnes ? "so it never acts by itself" : "so only its other triggers wake it";
  const wanted = events.map((on) => `"${on}"`).join(", ");
  return [
    `routing.policies.${policy.name}.when: waits for ${events.join(" and ")}, which no source of its account publishes, ${end}: connect WTS Chat's webhook with a source {verify: "wts", publish: [${wanted}]}`,
  ];
};

const homesOf = ({ department, match }: RoutingPolicy): readonly string[] | undefined =>
  department === undefined ? listed(match.department)?.flatMap((name) => name ?? []) : [department];

/** Whether the policy's `backlog` looks at the queue of the department; undefined is any department. */
const givesOutFrom = (policy: RoutingPolicy, queue: string | undefined): boolean => {
  const homes = homesOf(policy);
  if (!hasPolicyOn("backlog", [policy])) return false;
  return homes === undefined || queue === undefined || homes.some((home) => foldName(home) === foldName(queue));
};

const fullHouse = (policy: RoutingPolicy, policies: readonly RoutingPolicy[]): string[] => {
  if (policy.capacity === undefined) return [];
  const queue = policy.fallback?.department ?? policy.department;
  // A policy gives out what it sent into a queue itself, wherever that queue is.
  if (hasPolicyOn("backlog", [policy]) || policies.some((each) => givesOutFrom(each, queue))) return [];
  return [
    `routing.policies.${policy.name}.capacity: where everybody is full, sessions wait in the queue, and no policy gives them out from there: add "backlog" to its when`,
  ];
};

const unwanted = ({ name, account, publish }: PublishingSource, policies: readonly RoutingPolicy[]): string[] => {
  // Without any policy in the account, the events are certainly for somebody else on the bus.
  if (policies.length === 0) return [];
  const idle = announcedByWts.filter((on) => publish.includes(on) && !hasPolicyOn(on, policies));
  return idle.map(
    (on) =>
      `sources.${name}.publish: no policy of the account ${account} waits for ${on}; leave it out, unless something of your own listens for it on the bus`,
  );
};

/** Each line begins with the path it is about. */
export const policyAdvice = (
  routing: Routing,
  { account: ownAccount, sources }: { account: string; sources: readonly PublishingSource[] },
): readonly string[] => {
  const accounts = new Set([
    ...routing.policies.map(({ account = ownAccount }) => account),
    ...sources.map(({ account }) => account),
  ]);
  return [...accounts].flatMap((account) => {
    const policies = policiesOf(routing, account, ownAccount);
    const own = sources.filter((source) => source.account === account);
    const published = own.flatMap(({ publish }) => publish);
    return [
      ...policies.flatMap((policy) => [...silentTriggers(policy, published), ...fullHouse(policy, policies)]),
      ...own.flatMap((source) => unwanted(source, policies)),
    ];
  });
};
