// Shows what of a sender's API a delivery would ask for, or asks it: what it answers decides what a mapping makes of the delivery.
import type { AccessSecret } from "../../lib/core/access-secret.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import type { StoredDelivery } from "../../lib/core/queue/queued-delivery.ts";
import type { Properties } from "../../lib/core/value.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { lookUp, lookupUrl } from "../../lib/webhooks/lookup/look-up.ts";
import type { Lookups } from "../../lib/webhooks/lookup/lookup-shape.ts";
import { urlHost } from "../../lib/webhooks/lookup/lookup-url.ts";
import type { MappingBox } from "../../lib/webhooks/mapping/mapping-box.ts";
import { deliveryOf } from "../../lib/webhooks/mapping/understand-delivery.ts";
import type { Source } from "../../lib/webhooks/sources/sources.ts";
import type { Step } from "./explanation-step.ts";

export interface LookupChoice {
  /** They take the place of what would be asked, by the names of the look-ups. */
  answers?: Properties;
  /** The rest is asked with the lookupSecret of these; absent: nobody is asked. */
  access?: AccessSecret;
}

const withHeaders = ({ headers = {} }: Lookups[string]): string => {
  const names = Object.keys(headers);
  return names.length === 0 ? "" : ` with ${names.join(", ")}`;
};

/** An address has ids of the delivery's in it, which may be somebody's. */
const planned = async (box: MappingBox, source: Source, stored: StoredDelivery): Promise<Step> => {
  const says: string[] = [];
  const quotes: string[] = [];
  const { lookup = {} } = source;
  let unknown: string | undefined;
  for (const [name, each] of Object.entries(lookup)) {
    if (stored.lookup?.[name] !== undefined) {
      says.push(`${name}: answered already`);
      continue;
    }
    if (unknown !== undefined && each.url.includes("lookup")) {
      says.push(`${name}: GET ${urlHost(each.url)}${withHeaders(each)}, if what ${unknown} answers names one`);
      continue;
    }
    const url = await lookupUrl(box, name, each, deliveryOf(source, stored));
    says.push(
      url === undefined
        ? `${name}: nothing is asked, since the delivery names none`
        : `${name}: GET ${urlHost(each.url)}${withHeaders(each)}`,
    );
    if (url) quotes.push(`${name}: ${url.href}`);
    unknown ??= name;
  }
  return { step: "lookup", ok: true, says, quotes };
};

const answeredStep = (answers: Properties, { lookup = {} }: Source): Step => ({
  step: "lookup",
  ok: true,
  says: Object.keys(lookup).map(
    (name) => `${name}: ${(answers[name] ?? undefined) === undefined ? "nothing is asked" : "answered"}`,
  ),
  shows: [answers],
});

interface ShownLookup {
  step: Step;
  /** It has the answers; absent where they are not there. */
  answered?: StoredDelivery;
}

/** Answers the step, and the delivery with its answers where all of them are there. */
export const showLookup = async (
  source: Source,
  given: StoredDelivery,
  { box, answers = {}, access }: LookupChoice & { box: MappingBox },
): Promise<ShownLookup> => {
  const known = { ...given.lookup, ...answers };
  const stored = { ...given, ...(Object.keys(known).length > 0 && { lookup: known }) };
  const nothing = Object.fromEntries(Object.keys(source.lookup ?? {}).map((name) => [name, null]));
  const isComplete = Object.keys(source.lookup ?? {}).every((name) => known[name] !== undefined);
  try {
    if (!access && !isComplete && Object.keys(answers).length === 0)
      return { step: await planned(box, source, stored) };
    const all = isComplete || !access ? known : await asked(box, source, stored, access);
    return { step: answeredStep(all, source), answered: { ...stored, lookup: { ...nothing, ...all } } };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const again = error.kind === faults.lookupUnavailable ? "; the worker would try again" : "";
    return { step: { step: "lookup", ok: false, says: [error.message + again] } };
  }
};

const asked = async (
  box: MappingBox,
  source: Source,
  stored: StoredDelivery,
  access: AccessSecret,
): Promise<Properties> => {
  const held = async () => access;
  const { answers, fault } = await lookUp({ box, access: { get: held, refresh: held }, clock })(source, stored);
  if (fault) throw fault;
  return answers;
};
