// Says before anything is done what a run in an account creates, writes and costs.
import { type CloudTemplate, idleCost } from "../../scripts/prices/idle-cost.ts";
import { hoursOfMonth, pricesOf, pricesSource, type Region, regions } from "../../scripts/prices/prices.ts";
import { nameOf, type Place, secretId, secretNames } from "./stage-contents.ts";

interface PlanOptions extends Place {
  readonly accountId: string;
  readonly template: CloudTemplate;
}

/** Deploying, checking and removing take some twenty minutes; what is asked meanwhile is some hundred calls. */
const hours = 0.5;
const usdOfCalls = 0.01;

const countByType = ({ Resources }: CloudTemplate): string[] => {
  const counts = new Map<string, number>();
  for (const { Type } of Object.values(Resources)) counts.set(Type, (counts.get(Type) ?? 0) + 1);
  return [...counts]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([type, count]) => `${count} ${type.replace("AWS::", "")}`);
};

const isKnown = (region: string): region is Region => regions.some((each) => each === region);

export const leftOut = [
  "whatever needs WTS (updates, moves, closing, privacy): the project's stand-in for it is on this machine, where the account does not reach it",
  "kills, frozen functions, a bus that is down, order under load: nobody can do that to AWS; `npm run test:aws` without --stage does it here",
] as const;

export const planText = ({ stage, region, accountId, template }: PlanOptions): string => {
  const name = nameOf({ stage, region });
  // Where a region has no prices of its own here, those of the dearer one are said.
  const prices = pricesOf[isKnown(region) ? region : "sa-east-1"];
  const { usd } = idleCost(template, prices);
  const estimate = (usd / hoursOfMonth) * hours + usdOfCalls;
  return `In the account ${accountId}, ${region}:

creates   the stack ${name}, every name of which begins with ${name}: ${countByType(template).join(", ")};
          the bucket that osls puts packages in; the secrets ${secretNames.map((each) => secretId({ stage, region }, each)).join(" and ")}, with tokens that are made for this run
writes    some ten commands and events of the run's own, into its own queues, table and bus; nothing at WTS
costs     about US$ ${estimate.toFixed(2)}, if it is removed within ${hours * 60} minutes (at rest it costs ${usd.toFixed(2)} a month; prices of ${pricesSource.month}, before tax)
removes   all of that again, also where a check fails; DynamoDB keeps a backup of the table for 35 days, free of charge
left out  ${leftOut.join("\n          ")}
`;
};
