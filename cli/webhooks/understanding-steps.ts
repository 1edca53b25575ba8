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
import { askSource, askTexts, MappingError, yieldedBy } from "../../lib/webhooks/mapping/ask-source.ts";
import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import type { Thrown } from "../../lib/webhooks/mapping/question.ts";
import { deliveryOf, type Understood, understandDelivery } from "../../lib/webhooks/mapping/understand-delivery.ts";
import { expressionsIn } from "../../lib/webhooks/sources/expressions-in.ts";
import type { Delivery, Source } from "../../lib/webhooks/sources/sources.ts";
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

interface Said {
  says: string;
  quotes: string;
}

const saidBy = (path: string, expression: string, { name, code, hidden, message, position, problem }: Thrown): Said => {
  const where = position === undefined ? "" : ` (at character ${position})`;
  const threw = code === undefined ? name : `JSONata ${code}`;
  const says = problem ?? `threw ${threw}: ${hidden}${where}`;
  return { says: `${path}: \`${expression}\` ${says}`, quotes: message };
};

/** Finds all of a source's expressions that throw: the first of them ended the work on the delivery. */
const throwingExpressions = async (box: MappingBox, source: Source, delivery: Delivery): Promise<Said[]> => {
  const { map, filter, deliveryId, occurredAt } = source;
  const expressions = expressionsIn({ map, filter, deliveryId, occurredAt });
  const texts = expressions.map(([, expression]) => expression);
  const results = await askTexts(box, texts, delivery);
  return expressions.flatMap(([path, expression], index) => {
    const result = results[index] ?? {};
    return "thrown" in result ? [saidBy(path, expression, result.thrown)] : [];
  });
};

const failedStep = async (
  box: MappingBox,
  { message, issues, cause }: Fault,
  source: Source,
  stored: StoredDelivery,
): Promise<Step> => {
  const step = { step: "checks", ok: false } as const;
  if (issues.length > 0) return { ...step, says: issues.map(issueText) };
  if (!(cause instanceof MappingError)) return { ...step, says: [message] };
  const { thrown } = cause;
  if (thrown.stack !== undefined) {
    const [what = message] = message.split("; ");
    return { ...step, says: [what + ownPlace(thrown)], quotes: [thrown.message] };
  }
  const problems = await throwingExpressions(box, source, deliveryOf(source, stored));
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
const findingNothing = async (box: MappingBox, { map }: Source, delivery: Delivery): Promise<string[]> => {
  if (typeof map === "function" || typeof map === "string") return [];
  const expressions = expressionsIn({ map });
  const texts = expressions.map(([, expression]) => expression);
  const results = await askTexts(box, texts, delivery);
  return expressions.flatMap(([path, expression], index) => {
    const { value } = { value: undefined, ...results[index] };
    if (value !== undefined && value !== null) return [];
    const nothing = value === undefined ? "nothing" : "null";
    return [`${path} is left out: \`${expression}\` finds ${nothing} in this delivery`];
  });
};

const mappingStep = async (box: MappingBox, source: Source, delivery: Delivery): Promise<Step[]> => {
  if (source.map === undefined) return [];
  const { map } = await askSource(box, source, { source: delivery.source, delivery, parts: ["map"] });
  const shows = yieldedBy("map", map);
  const notes = await findingNothing(box, source, delivery);
  return [{ step: "mapping", ok: true, says: [shows ? "yields" : "yields nothing"], notes, shows }];
};

const mappingStepOfInvalid = async (box: MappingBox, source: Source, stored: StoredDelivery): Promise<Step[]> => {
  try {
    return await mappingStep(box, source, deliveryOf(source, stored));
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
  box: MappingBox,
  source: Source,
  { delivery, items, ignored }: Understood,
  atWts: AtWts | undefined,
): Promise<Step[]> => [
  ...(await mappingStep(box, source, delivery)),
  { step: "checks", ok: true, says: ["passed"] },
  { step: "commands", ok: true, says: queuedText(items, ignored), shows: items.map(shownItem) },
  ...(atWts ? await wtsStep(items, atWts) : []),
];

/** What fails from here on is told by the delivery as the mapping saw it. */
const stepsOrFailure = async (
  box: MappingBox,
  source: Source,
  stored: StoredDelivery,
  steps: () => Promise<Step[]>,
): Promise<Step[]> => {
  try {
    return await steps();
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return [...(await mappingStepOfInvalid(box, source, stored)), await failedStep(box, error, source, stored)];
  }
};

export interface UnderstandingOptions {
  box: MappingBox;
  lookup?: LookupChoice | undefined;
  askWts?: AskWts | undefined;
}

export const understandingSteps = async (
  stored: StoredDelivery,
  source: Source,
  config: ReadingConfig & Pick<HooksConfig, "messages">,
  { box, lookup = {}, askWts }: UnderstandingOptions,
): Promise<Step[]> =>
  stepsOrFailure(box, source, stored, async () => {
    const options = { ...readingOf(config)(stored.account), box };
    const atWts = askWts && { ask: askWts, messages: config.messages };
    const understood = await understandDelivery(source, stored, options);
    const { passed, needsLookup } = understood;
    const identity = identityStep(understood.identity.deliveryId);
    if (!passed) return [identity, { step: "mapping", ok: true, says: ["filtered out"] }];
    if (!needsLookup) return [identity, ...(await commandSteps(box, source, understood, atWts))];
    const { step, answered } = await showLookup(source, stored, { ...lookup, box });
    if (!answered) return [identity, step];
    const rest = await stepsOrFailure(box, source, answered, async () =>
      commandSteps(box, source, await understandDelivery(source, answered, options), atWts),
    );
    return [identity, step, ...rest];
  });
