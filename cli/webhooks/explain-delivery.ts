// `explain`: what the door would make of a request, step by step, with nothing sent and nothing changed.
import { systemClock as clock } from "../../lib/clock.ts";
import type { HooksConfig } from "../../lib/config.ts";
import { maxBodyBytes } from "../../lib/core/body.ts";
import type { Doors } from "../../lib/core/doors.ts";
import { Fault } from "../../lib/core/faults.ts";
import { groupOf, type QueueItem } from "../../lib/core/queue-item.ts";
import { shownId } from "../../lib/core/shown-id.ts";
import { type Reason, reasons } from "../../lib/core/signatures/reasons.ts";
import type { Delivery, Source } from "../../lib/core/sources.ts";
import { evaluateMapping } from "../../lib/deliveries/evaluate.ts";
import { timeLimit } from "../../lib/deliveries/time-limit.ts";
import { understandDelivery } from "../../lib/deliveries/understand-delivery.ts";
import type { DeliveryRequest } from "../../lib/receive-webhook/delivery-url.ts";
import { storeDelivery } from "../../lib/receive-webhook/store-delivery.ts";
import { deliveryVerifier } from "../../lib/receive-webhook/verify-delivery.ts";

export interface Step {
  step: "bytes" | "verification" | "delivery" | "mapping" | "checks" | "commands";
  ok: boolean;
  /** Sentences, for people. */
  says: readonly string[];
  /** More of them, which may repeat words of the delivery. */
  quotes?: readonly string[];
  /** What it came to, where there is something to show. */
  shows?: unknown;
}

export interface Explanation {
  source: string;
  steps: readonly Step[];
  /** What the sender would be told, and what would be done. */
  verdict: string;
}

export interface ExplainOptions {
  config: HooksConfig;
  name: string;
  source: Source;
  doors: Doors;
  /** When it came: a signature is out of date five minutes later. */
  now: Date;
}

const bytesStep = ({ bytes, headers }: DeliveryRequest): Step => {
  const text = Buffer.from(bytes).toString("utf8");
  const notes = [
    [/^\u{feff}/u.test(text), "it begins with a byte order mark"],
    [text.includes("\r\n"), "its lines end in CR LF"],
    [text.includes("\u{fffd}"), "it has bytes that are no UTF-8, or were lost before it was recorded"],
  ] as const;
  const found = notes.flatMap(([isSo, note]) => (isSo ? [note] : []));
  const type = headers["content-type"] ?? "no content type";
  return {
    step: "bytes",
    ok: bytes.length <= maxBodyBytes,
    says: [`${bytes.length} bytes of ${type}${found.length > 0 ? `; ${found.join("; ")}` : ""}`],
  };
};

const verificationStep = async (request: DeliveryRequest, options: ExplainOptions): Promise<Step> => {
  const { config, doors, name, source, now } = options;
  const verify = deliveryVerifier({
    doors: { get: async () => doors, refresh: async () => doors },
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
    return { step: "verification", ok: false, says: [`${reason}: ${reason ? reasons[reason] : error.message}`] };
  }
};

/** Where it was thrown: in a file of our own, such as a mapping, or in a JSONata expression, whose errors are no Error. */
const placeOf = (cause: unknown): string => {
  const { stack, position } = Object(cause);
  const [, place] = /\/((?:sources|hooks\.config)[^\s()]*:\d+:\d+)/.exec(String(stack)) ?? [];
  if (place !== undefined) return ` (${place})`;
  return typeof position === "number" ? ` (at character ${position})` : "";
};

const failedStep = ({ message, issues, cause }: Fault): Step => {
  const step = { step: "checks", ok: false } as const;
  if (issues.length > 0)
    return { ...step, says: issues.map(({ path, message: text }) => (path === "" ? text : `${path}: ${text}`)) };
  const { message: words } = Object(cause);
  return { ...step, says: [message + placeOf(cause)], ...(typeof words === "string" && { quotes: [words] }) };
};

const identityStep = (deliveryId: string): Step => ({
  step: "delivery",
  ok: true,
  says: [`id ${shownId(deliveryId)}`],
  ...(shownId(deliveryId) !== deliveryId && { quotes: [`id ${deliveryId}`] }),
});

const mappingStep = async ({ map }: Source, delivery: Delivery): Promise<Step[]> => {
  if (map === undefined) return [];
  const shows = await evaluateMapping(map, delivery, timeLimit());
  return [{ step: "mapping", ok: true, says: [shows ? "yields" : "yields nothing"], shows }];
};

const shownItem = (item: QueueItem): object => {
  if (item.kind !== "command") return { commandId: item.id, group: groupOf(item), ...item };
  const { targeted, occurredAt, contentId } = item;
  return {
    commandId: item.id,
    ...(contentId && { contentId }),
    group: groupOf(item),
    ...(occurredAt && { occurredAt }),
    ...targeted,
  };
};

const understandingSteps = async (request: DeliveryRequest, options: ExplainOptions): Promise<Step[]> => {
  const { config, doors, name, source, now } = options;
  const stored = storeDelivery(request, {
    ...{ name, source, now, publicUrl: config.publicUrl, account: source.account ?? config.account },
    secrets: doors.sources.get(name)?.secrets ?? [],
  });
  try {
    const { delivery, deliveryId, passed, items } = await understandDelivery(source, stored, config);
    const identity = identityStep(deliveryId);
    if (!passed) return [identity, { step: "mapping", ok: true, says: ["the filter lets it go: nothing is done"] }];
    return [
      identity,
      ...(await mappingStep(source, delivery)),
      { step: "checks", ok: true, says: ["passed"] },
      { step: "commands", ok: true, says: [`${items.length} to be queued`], shows: items.map(shownItem) },
    ];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [failedStep(error)];
  }
};

const verdictOf = (steps: readonly Step[], { observe }: Source): string => {
  const failed = steps.find(({ ok }) => !ok)?.step;
  if (failed === "bytes") return "413: too large, refused";
  if (failed === "verification") return "401: refused, nothing is kept; the other steps show what would follow";
  const rest = observe ? " (the source only observes: it is logged and nothing is done)" : "";
  if (failed === "checks") return `taken, and parked for people: correct the mapping, then \`dlq replay\`${rest}`;
  return `taken${rest}`;
};

export const explainDelivery = async (request: DeliveryRequest, options: ExplainOptions): Promise<Explanation> => {
  const steps = [
    bytesStep(request),
    await verificationStep(request, options),
    ...(await understandingSteps(request, options)),
  ];
  return { source: options.name, steps, verdict: verdictOf(steps, options.source) };
};

export const explainedAt = (at: string | undefined): Date => (at === undefined ? new Date(clock.now()) : new Date(at));
