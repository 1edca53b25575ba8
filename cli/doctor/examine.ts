// Runs every check there is over one place: for `doctor`, and for whoever has set up a stage and wants to know whether all is well.
import { checkAnswers } from "./checks/check-answers.ts";
import {
  checkAlarmRecipients,
  checkAlarms,
  checkAwsClock,
  checkFunctions,
  checkQueueAge,
  checkRules,
} from "./checks/check-aws.ts";
import { checkConfiguration } from "./checks/check-configuration.ts";
import { checkBuild, checkHttpApi, checkStack } from "./checks/check-deployment.ts";
import { checkNode, checkPackages } from "./checks/check-machine.ts";
import {
  checkOutcomes,
  checkParked,
  checkPaused,
  checkQueues,
  checkRate,
  checkSchedules,
} from "./checks/check-records.ts";
import { checkAccessSecret, checkAccountsSecret, checkSources } from "./checks/check-secrets.ts";
import { checkWts } from "./checks/check-wts-accounts.ts";
import type { Examined } from "./examined.ts";
import { failedOf } from "./failed-of.ts";
import type { CheckName, Finding } from "./finding.ts";
import { runChecks } from "./run-checks.ts";

type Look = (examined: Examined) => Promise<readonly Finding[]> | readonly Finding[];

/** Several may look at the same thing, from two sides. */
const looks: readonly (readonly [name: CheckName, look: Look])[] = [
  ["node", ({ say }) => checkNode(say)],
  ["packages", ({ say }) => checkPackages(say)],
  ["configuration", checkConfiguration],
  ["configuration", checkAnswers],
  ["stack", checkStack],
  ["build", checkBuild],
  ["http-api", checkHttpApi],
  ["accounts-secret", checkAccountsSecret],
  ["access-secret", checkAccessSecret],
  ["sources", checkSources],
  ["wts", checkWts],
  ["clock", checkAwsClock],
  ["rate", checkRate],
  ["parked", checkParked],
  ["queues", checkQueues],
  ["queues", checkQueueAge],
  ["outcomes", checkOutcomes],
  ["paused", checkPaused],
  ["schedules", checkSchedules],
  ["schedules", checkRules],
  ["alarms", checkAlarms],
  ["alarm-recipients", checkAlarmRecipients],
  ["functions", checkFunctions],
];

/** A command that cures has to be typed for the place that was looked at. */
const typedFor = (finding: Finding, options: string): Finding => {
  const cure = finding.cure?.replaceAll(/`(npm run hooks -- (?!init )[^`]+)`/g, (_, line) => `\`${line}${options}\``);
  return { ...finding, ...(cure !== undefined && { cure }) };
};

/** WTS may take a while, and each of its calls is tried again once or twice. */
const usualLimitMs = 20_000;

export const examine = async (examined: Examined, limitMs = usualLimitMs): Promise<readonly Finding[]> => {
  const { say, connection } = examined;
  const findings = await runChecks(
    looks.map(([name, look]) => ({ name, run: async () => look(examined) })),
    {
      limitMs,
      failed: (error) => failedOf(say, error),
      tookTooLong: (ms) => say.tookTooLong(ms / 1_000),
    },
  );
  return findings.map((each) => typedFor(each, connection?.options ?? ""));
};
