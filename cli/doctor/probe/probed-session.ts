// What the probe knows of the session that it was given, and how it gives it back as it was.
import { isDeepStrictEqual } from "node:util";
import { instantMs } from "../../../lib/core/instants.ts";
import { isProperties, own, type Properties } from "../../../lib/core/value.ts";
import type { SessionApiVersion } from "../../../lib/wts/client.ts";
import { type Asked, type ProbeAnswer, type ProbeCall, propertiesOf, TooMuchAsked } from "./probe-call.ts";

/** What the probe changes, and restores. */
export interface ProbedFields {
  status: string;
  departmentId: string | null;
  userId: string | null;
  number: string | null;
  endAt: string | null;
  metadata: Properties | null;
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

export const fieldsOf = (session: Properties): ProbedFields => {
  const metadata = own(session, "metadata");
  return {
    status: textOrNull(own(session, "status")) ?? "",
    departmentId: textOrNull(own(session, "departmentId")),
    userId: textOrNull(own(session, "userId")),
    number: textOrNull(own(session, "number")),
    endAt: textOrNull(own(session, "endAt")),
    metadata: isProperties(metadata) ? metadata : null,
  };
};

/** WTS writes one instant with more or fewer digits. */
const isSame = (name: keyof ProbedFields, one: unknown, other: unknown): boolean => {
  if (name === "endAt" && typeof one === "string" && typeof other === "string")
    return instantMs(one) === instantMs(other);
  if (name === "metadata") return isDeepStrictEqual(one ?? {}, other ?? {});
  return one === other;
};

export interface LeftOver {
  field: keyof ProbedFields;
  wanted: unknown;
  present: unknown;
}

export const differences = (wanted: ProbedFields, present: ProbedFields): readonly LeftOver[] =>
  (Object.keys(wanted) as (keyof ProbedFields)[])
    .filter((field) => !isSame(field, wanted[field], present[field]))
    .map((field) => ({ field, wanted: wanted[field], present: present[field] }));

export const partialOf = (version: SessionApiVersion, fields: readonly string[], values: object): ProbeCall => ({
  method: "PUT",
  route: `/chat/${version}/session/{id}/partial`,
  body: { fields, ...values },
});

export const statusOf = (newStatus: string): ProbeCall => ({
  method: "PUT",
  route: "/chat/v1/session/{id}/status",
  body: { newStatus },
});

export const readOf = (version: SessionApiVersion, details: readonly string[] = []): ProbeCall => ({
  method: "GET",
  route: `/chat/${version}/session/{id}`,
  query: details.map((detail) => ["includeDetails", detail] as const),
});

interface Restoring {
  ask: Asked;
  version: SessionApiVersion;
  wait(ms: number): Promise<void>;
}

const longestWaitMs = 300_000;
const mostTries = 3;

/** Whoever restores has time: a 429 is waited for, and what fails does not keep the rest from being tried. */
const patiently = async ({ ask, wait }: Restoring, call: ProbeCall): Promise<ProbeAnswer | undefined> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask(call);
    } catch (error) {
      if (tries === mostTries) return undefined;
      await wait(error instanceof TooMuchAsked ? Math.min(error.waitMs, longestWaitMs) : 1_000 * tries);
    }
  }
};

const done = (answer: ProbeAnswer | undefined): boolean => answer !== undefined && !answer.isRefused;

/** The session as it is; undefined where WTS does not say it. */
const present = async (restoring: Restoring): Promise<ProbedFields | undefined> => {
  const answer = await patiently(restoring, readOf(restoring.version));
  return answer && !answer.isRefused ? fieldsOf(propertiesOf(answer)) : undefined;
};

const setStatus = async (restoring: Restoring, status: string): Promise<void> => {
  if (done(await patiently(restoring, statusOf(status)))) return;
  await patiently(restoring, partialOf(restoring.version, ["Status"], { status }));
};

const writeBack = async (restoring: Restoring, field: keyof ProbedFields, value: unknown): Promise<void> => {
  const name = field.charAt(0).toUpperCase() + field.slice(1);
  await patiently(restoring, partialOf(restoring.version, [name], { [field]: value }));
};

/** Answers what could not be restored. Throws nothing. */
export const restoreSession = async (restoring: Restoring, wanted: ProbedFields): Promise<readonly LeftOver[]> => {
  let now = await present(restoring);
  // Some of it cannot be written while the session is closed.
  if (now?.status === "COMPLETED" && wanted.status !== "COMPLETED") {
    await setStatus(restoring, wanted.status);
    now = await present(restoring);
  }
  for (const { field } of now ? differences(wanted, now) : [])
    if (field !== "status") await writeBack(restoring, field, wanted[field]);
  now = await present(restoring);
  if (now && differences(wanted, now).some(({ field }) => field === "metadata")) {
    // Where what is written is merged, only nothing at all takes a key away.
    await writeBack(restoring, "metadata", null);
    if (wanted.metadata) await writeBack(restoring, "metadata", wanted.metadata);
  }
  // Whom a session is given to may start it.
  if (now && now.status !== wanted.status) await setStatus(restoring, wanted.status);
  now = await present(restoring);
  if (!now)
    return (Object.keys(wanted) as (keyof ProbedFields)[]).map((field) => ({
      field,
      wanted: wanted[field],
      present: "?",
    }));
  return differences(wanted, now);
};
