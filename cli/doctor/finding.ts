// Shapes what a check finds: a line for people, and the same for programs.

export const checkNames = [
  "node",
  "packages",
  "configuration",
  "policies",
  "stack",
  "build",
  "http-api",
  "accounts-secret",
  "access-secret",
  "sources",
  "wts",
  "clock",
  "api-key",
  "api-version",
  "rate",
  "names",
  "subscription",
  "parked",
  "queues",
  "outcomes",
  "paused",
  "schedules",
  "alarms",
  "alarm-recipients",
  "functions",
] as const;
export type CheckName = (typeof checkNames)[number];

/** From the worst to the best. */
export const verdicts = ["wrong", "warning", "not-checked", "ok"] as const;
export type Verdict = (typeof verdicts)[number];

export interface Saying {
  readonly what: string;
  /** It says what to do about it. */
  readonly cure?: string;
}

export interface Finding extends Saying {
  readonly check: CheckName;
  readonly verdict: Verdict;
  /** Of what it was found, such as an account or a source; undefined where there is only one. */
  readonly about?: string | undefined;
}

const finding =
  (verdict: Verdict) =>
  (check: CheckName, saying: Saying, about?: string): Finding => ({
    check,
    verdict,
    ...(about !== undefined && { about }),
    ...saying,
  });

export const ok = finding("ok");
export const warning = finding("warning");
export const wrong = finding("wrong");
export const notChecked = finding("not-checked");
