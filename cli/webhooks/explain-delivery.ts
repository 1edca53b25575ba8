// `explain`: shows what a request would become, step by step, with nothing sent and nothing changed.

import type { HooksConfig } from "../../lib/config.ts";
import type { AccessSecret } from "../../lib/core/access-secret.ts";
import { maxDeliveryBytes } from "../../lib/core/body.ts";
import { Fault } from "../../lib/core/faults.ts";
import type { StoredDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { isProperties } from "../../lib/core/value.ts";
import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import type { DeliveryRequest } from "../../lib/webhooks/receiving/delivery-url.ts";
import { storeDelivery } from "../../lib/webhooks/receiving/store-delivery.ts";
import { deliveryVerifier } from "../../lib/webhooks/receiving/verify-delivery.ts";
import { formatOf } from "../../lib/webhooks/signatures/body-format.ts";
import { type Reason, reasons } from "../../lib/webhooks/signatures/reasons.ts";
import { schemeFacts } from "../../lib/webhooks/signatures/scheme-facts.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import { maskPersonal } from "../display/mask-personal.ts";
import type { Step } from "./explanation-step.ts";
import type { LookupChoice } from "./lookup-steps.ts";
import { understandingSteps } from "./understanding-steps.ts";
import { verdictWords } from "./verdict-words.ts";
import type { AskWts } from "./wts-step.ts";

/** What `explain --json` prints. */
export interface Explanation {
  source: string;
  steps: readonly Step[];
  /** It says what the sender would be answered, and what would be done. */
  verdict: string;
  /** False where nobody was asked whether its sessions and names are there; absent where there is no command. */
  lookedUp?: boolean;
}

/** Whatever it is refused or parked for is a step that is not ok. */
export const isGood = ({ steps }: Explanation): boolean => steps.every(({ ok }) => ok);

export interface ExplainOptions {
  config: HooksConfig;
  name: string;
  source: Source;
  /** It works out what is more than a path of names. */
  box: MappingBox;
  access: AccessSecret;
  /** The request came then: a signature is out of date five minutes later. */
  now: Date;
  /** What the sender's API answers, where the source asks it; absent: nobody is asked. */
  lookup?: LookupChoice;
  /** Absent: what the commands meet at WTS is not looked up. */
  askWts?: AskWts;
}

const bytesStep = (
  { bytes, headers }: Pick<DeliveryRequest, "bytes" | "headers">,
  { verify, format }: Pick<Source, "verify" | "format">,
): Step => {
  const text = Buffer.from(bytes).toString("utf8");
  const notes = [
    [/^\u{feff}/u.test(text), "it begins with a byte order mark"],
    [text.includes("\r\n"), "its lines end in CR LF"],
    [text.includes("\u{fffd}"), "it has bytes that are no UTF-8, or were lost before it was recorded"],
  ] as const;
  const found = notes.flatMap(([isSo, note]) => (isSo ? [note] : []));
  const type = headers["content-type"] ?? "no content type";
  const read = bytes.length === 0 ? [] : [`read as ${format ?? schemeFacts(verify).format ?? formatOf(bytes)}`];
  return {
    step: "bytes",
    ok: bytes.length <= maxDeliveryBytes,
    says: [[`${bytes.length} bytes of ${type}`, ...read, ...found].join("; ")],
  };
};

const verificationStep = async (request: DeliveryRequest, options: ExplainOptions): Promise<Step> => {
  const { config, access, name, source, now } = options;
  const verify = deliveryVerifier({
    access: { get: async () => access, refresh: async () => access },
    publicUrl: config.publicUrl,
    clock: { now: () => now.getTime() },
  });
  try {
    const verified = await verify(name, source, request);
    const says =
      "handshake" in verified ? "a handshake, which is answered" : `good, with secret ${verified.secretIndex + 1}`;
    return { step: "verification", ok: true, says: [says] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const reason = error.logged.reason as Reason | undefined;
    return {
      step: "verification",
      ok: false,
      says: [`${reason}: ${reason ? reasons[reason] : error.message}`, ...(access.sources.get(name)?.problems ?? [])],
    };
  }
};

interface Result {
  failed: Step["step"] | undefined;
  queued: number;
  lookedUp?: boolean;
}

/** An event of WTS is not looked up: the worker reads its session when it publishes it. */
const hasCommand = (item: unknown): boolean => isProperties(item) && "command" in item;

const resultOf = (steps: readonly Step[]): Result => {
  const { shows } = steps.find(({ step }) => step === "commands") ?? {};
  const items: readonly unknown[] = Array.isArray(shows) ? shows : [];
  const atWts = steps.find(({ step }) => step === "at WTS");
  return {
    failed: steps.find(({ ok }) => !ok)?.step,
    queued: items.length,
    ...(items.some(hasCommand) && { lookedUp: atWts !== undefined && atWts.isOpen !== true }),
  };
};

const lookedUpOf = ({ lookedUp }: Result): Pick<Explanation, "lookedUp"> =>
  lookedUp === undefined ? {} : { lookedUp };

/** Nobody was asked, so that nothing was mapped. */
const waitsForLookup = (steps: readonly Step[]): boolean =>
  steps.at(-1)?.step === "lookup" && steps.every(({ ok }) => ok);

const verdictOf = (steps: readonly Step[], { observe }: Source, say: (typeof verdictWords)["en"]): string => {
  const { failed, queued, lookedUp } = resultOf(steps);
  if (failed === "bytes") return say.tooLarge;
  if (failed === "verification") return say.unverified;
  if (observe)
    return say.observed(
      failed === "checks" || failed === "at WTS" ? "parked" : lookedUp === false ? "notLookedUp" : "taken",
    );
  if (waitsForLookup(steps)) return say.waitsForLookup;
  if (failed === "lookup") return say.lookupFailed;
  if (failed === "checks") return say.parked;
  if (failed === "at WTS") return say.refused;
  if (queued === 0) return say.nothing;
  if (lookedUp === false) return say.notLookedUp;
  return lookedUp ? say.applied : say.taken;
};

export const explainDelivery = async (request: DeliveryRequest, options: ExplainOptions): Promise<Explanation> => {
  const { config, access, name, source, now, ...asked } = options;
  const stored = storeDelivery(request, {
    name,
    source,
    account: source.account ?? config.account,
    secrets: access.sources.get(name)?.secrets ?? [],
    publicUrl: config.publicUrl,
    now,
  });
  const steps = [
    bytesStep(request, source),
    await verificationStep(request, options),
    ...(await understandingSteps(stored, source, config, asked)),
  ];
  return {
    source: name,
    steps,
    verdict: verdictOf(steps, source, verdictWords[config.language]),
    ...lookedUpOf(resultOf(steps)),
  };
};

/** What was parked was verified when it came, and its signature is not kept. */
export const explainParked = async (
  stored: StoredDelivery,
  { config, name, source, ...asked }: Pick<ExplainOptions, "config" | "name" | "source" | "lookup" | "box" | "askWts">,
): Promise<Explanation> => {
  const steps: Step[] = [
    bytesStep(stored, source),
    { step: "verification", ok: true, says: [`it was good at ${stored.receivedAt}`] },
    ...(await understandingSteps(stored, source, config, asked)),
  ];
  const { failed, queued, ...result } = resultOf(steps);
  const say = verdictWords[config.language];
  if (waitsForLookup(steps)) return { source: name, steps, verdict: say.lookedUpOnceMore };
  const verdict = failed
    ? say.parkedAgain
    : say.replayed({ doesNothing: queued === 0, notLookedUp: result.lookedUp === false });
  return { source: name, steps, verdict, ...result };
};

const masked = (value: unknown): unknown => (Array.isArray(value) ? value.map(maskPersonal) : maskPersonal(value));

/** A mapping that throws may quote the delivery, and what it yields may be a contact's: neither is in what this answers. */
export const hidePersonal = ({ steps, ...explanation }: Explanation): Explanation => ({
  ...explanation,
  steps: steps.map(({ shows, quotes, ...step }) => ({ ...step, ...(shows !== undefined && { shows: masked(shows) }) })),
});
