// Shows what a verified delivery becomes, step by step: in this part of an explanation the mistakes of a mapping show.

import type { HooksConfig } from "../../lib/config.ts";
import { type ReadingConfig, readingOf } from "../../lib/core/command/reading-of.ts";
import { statuses } from "../../lib/core/command/status.ts";
import { Fault } from "../../lib/core/faults.ts";
import { shownId } from "../../lib/core/ids.ts";
import type { Issue } from "../../lib/core/issue.ts";
import { shownPhones } from "../../lib/core/phone/looked-for.ts";
import { groupOf, type QueueItem } from "../../lib/core/queue/queue-item.ts";
import type { StoredDelivery } from "../../lib/core/queue/queued-delivery.ts";
import { evaluate, evaluateMapping } from "../../lib/webhooks/mapping/evaluate.ts";
import { timeLimit } from "../../lib/webhooks/mapping/time-limit.ts";
import { deliveryOf, type Understood, understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { type Delivery, expressionsIn, type Source } from "../../lib/webhooks/sources/sources.ts";
import { ownPlace } from "../hooks-config.ts";
import type { Step } from "./explanation-step.ts";
import { type LookupChoice, showLookup } from "./lookup-steps.ts";
import { type AskWts, type AtWts, wtsStep } from "./wts-step.ts";

/** These messages are n8n's own, which callers rely on, and leave open what to do. */
const remedies: Partial<Record<Issue["code"], string>> = {
  SESSION_ID_EMPTY: "map yields no sessionId: give one, or `session` to find it by contactPhone, contactId or metadata",
  STATUS_INVALID: `it is one of ${statuses.join(", ")}`,
};

const issueText = ({ path, code, message }: Issue): string => {
  const remedy = remedies[code];
  return [path === "" ? message : `${path}: ${message}`, ...(remedy === undefined ? [] : [remedy])].join("; ");
};

/** What JSONata says of an expression that throws ends with the value that it could not use, which may be somebody's. */
interface Thrown {
  says: string;
  quotes: string;
}

const thrownBy = (path: string, expression: string, error: unknown): Thrown => {
  const { code, message, value, position } = Object(error);
  const where = typeof position === "number" ? ` (at character ${position})` : "";
  const hidden = value === undefined ? String(message) : String(message).replace(JSON.stringify(value), "(a value)");
  return { says: `${path}: \`${expression}\` threw JSONata ${code}: ${hidden}${where}`, quotes: String(message) };
};

/** Finds all of a source's expressions that throw: the first of them ended the work on the delivery. */
const throwingExpressions = async (source: Source, delivery: Delivery): Promise<Thrown[]> => {
  const { map, filter, deliveryId, occurredAt } = source;
  const problems = await Promise.all(
    expressionsIn({ map, filter, deliveryId, occurredAt }).map(([path, expression]) =>
      evaluate(expression, delivery, timeLimit()).then(
        () => [],
        (error: unknown) => [thrownBy(path, expression, error)],
      ),
    ),
  );
  return problems.flat();
};

const failedStep = async ({ message, issues, cause }: Fault, source: Source, stored: StoredDelivery): Promise<Step> => {
  const step = { step: "checks", ok: false } as const;
  if (issues.length > 0) return { ...step, says: issues.map(issueText) };
  if (cause === undefined) return { ...step, says: [message] };
  if (cause instanceof Error) {
    const [what = message] = message.split("; ");
    return { ...step, says: [what + ownPlace(cause)], quotes: [cause.message] };
  }
  const problems = await throwingExpressions(source, deliveryOf(source, stored));
  if (problems.length === 0) return { ...step, says: [message] };
  return { ...step, says: problems.map(({ says }) => says), quotes: problems.map(({ quotes }) => quotes) };
};

const identityStep = (deliveryId: string): Step => ({
  step: "delivery",
  ok: true,
  says: [`id ${shownId(deliveryId)}`],
  ...(shownId(deliveryId) !== deliveryId && { quotes: [`id ${deliveryId}`] }),
});

/** A property that an expression finds nothing for is left out, in silence: whoever asks for an explanation wants to know. */
const findingNothing = async ({ map }: Source, delivery: Delivery): Promise<string[]> => {
  if (typeof map === "function" || typeof map === "string") return [];
  const notes = await Promise.all(
    expressionsIn({ map }).map(async ([path, expression]) => {
      const found = await evaluate(expression, delivery, timeLimit());
      const nothing = found === undefined ? "nothing" : "null";
      return found === undefined || found === null
        ? [`${path} is left out: \`${expression}\` finds ${nothing} in this delivery`]
        : [];
    }),
  );
  return notes.flat();
};

const mappingStep = async (source: Source, delivery: Delivery): Promise<Step[]> => {
  if (source.map === undefined) return [];
  const shows = await evaluateMapping(source.map, delivery, timeLimit());
  const notes = await findingNothing(source, delivery);
  return [{ step: "mapping", ok: true, says: [shows ? "yields" : "yields nothing"], notes, shows }];
};

const mappingStepOfInvalid = async (source: Source, stored: StoredDelivery): Promise<Step[]> => {
  try {
    return await mappingStep(source, deliveryOf(source, stored));
  } catch {
    // The check that failed says it.
    return [];
  }
};

const shownItem = (item: QueueItem): object => {
  if (item.kind !== "command") return { commandId: item.id, group: groupOf(item), ...item };
  const { targeted, occurredAt, contents } = item;
  const looksFor = targeted.reference && shownPhones(targeted.reference.locator);
  return {
    commandId: item.id,
    ...(contents && { contents }),
    group: groupOf(item),
    ...(occurredAt && { occurredAt }),
    ...targeted,
    ...(looksFor && { looksFor }),
  };
};

const queuedText = (items: readonly QueueItem[], ignored: Understood["ignored"]): string[] => [
  `${items.length} to be queued`,
  ...ignored.map(({ why }) => `ignored: ${why}`),
];

const commandSteps = async (
  source: Source,
  { delivery, items, ignored }: Understood,
  atWts: AtWts | undefined,
): Promise<Step[]> => [
  ...(await mappingStep(source, delivery)),
  { step: "checks", ok: true, says: ["passed"] },
  { step: "commands", ok: true, says: queuedText(items, ignored), shows: items.map(shownItem) },
  ...(atWts ? await wtsStep(items, atWts) : []),
];

/** What fails from here on is told by the delivery as the mapping saw it. */
const stepsOrFailure = async (
  source: Source,
  stored: StoredDelivery,
  steps: () => Promise<Step[]>,
): Promise<Step[]> => {
  try {
    return await steps();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [...(await mappingStepOfInvalid(source, stored)), await failedStep(error, source, stored)];
  }
};

export const understandingSteps = async (
  stored: StoredDelivery,
  source: Source,
  config: ReadingConfig & Pick<HooksConfig, "messages">,
  { lookup = {}, askWts }: { lookup?: LookupChoice | undefined; askWts?: AskWts | undefined } = {},
): Promise<Step[]> =>
  stepsOrFailure(source, stored, async () => {
    const options = readingOf(config)(stored.account);
    const atWts = askWts && { ask: askWts, messages: config.messages };
    const understood = await understandDelivery(source, stored, options);
    const { passed, needsLookup } = understood;
    const identity = identityStep(understood.identity.deliveryId);
    if (!passed) return [identity, { step: "mapping", ok: true, says: ["filtered out"] }];
    if (!needsLookup) return [identity, ...(await commandSteps(source, understood, atWts))];
    const { step, answered } = await showLookup(source, stored, lookup);
    if (!answered) return [identity, step];
    const rest = await stepsOrFailure(source, answered, async () =>
      commandSteps(source, await understandDelivery(source, answered, options), atWts),
    );
    return [identity, step, ...rest];
  });
