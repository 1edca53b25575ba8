// Commands as they stand in the queue, for one session or for whichever a reference finds, from every kind of sender.
import fc from "fast-check";
import { parseTargetedCommand, type TargetedCommand } from "../../../lib/core/command/targeted-command.ts";
import { access, type Provenance, type QueuedCommand } from "../../../lib/core/queue/queued-command.ts";
import { now, saoPaulo } from "./parse.ts";
import { type Input, plausibleCommand } from "./plausible-commands.ts";

const text = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });

export const anyProvenance: fc.Arbitrary<Provenance> = fc.record(
  {
    id: fc.stringMatching(/^[0-9a-f]{64}$/),
    account: text,
    door: fc.constantFrom(...access),
    source: text,
    deliveryId: text,
    occurredAt: fc.date({ noInvalidDate: true, min: new Date(0), max: now }).map((at) => at.toISOString()),
    correlationId: text,
    causationId: text,
    hops: fc.nat(5),
    attempt: fc.nat(3),
    rule: text,
    reasons: fc.array(text, { maxLength: 3 }),
  },
  {
    requiredKeys: ["id", "account", "door", "source", "deliveryId", "correlationId", "causationId", "hops", "attempt"],
  },
);

const metadataKey = fc.oneof(text, fc.constantFrom("constructor", "toString")).filter((key) => key.trim() !== "");

const way: fc.Arbitrary<Input> = fc.oneof(
  fc.record({ contactId: fc.uuid() }),
  fc.record({ contactPhone: fc.stringMatching(/^[1-9][0-9]{7,14}$/) }),
  fc.record({ metadata: fc.dictionary(metadataKey, text, { minKeys: 1, maxKeys: 3, noNullPrototype: true }) }),
);

const narrowing: fc.Arbitrary<Input> = fc.record(
  { channel: fc.constantFrom("CLOUDAPI_WHATSAPP", "551140001234", "Loja Centro"), department: fc.constant("Vendas") },
  { requiredKeys: [] },
);

const locator = fc.tuple(way, narrowing).map(([named, narrowed]): Input => ({ ...named, ...narrowed }));

/** Beside or in place of a sessionId. */
export const plausibleReference: fc.Arbitrary<Input> = fc.record(
  { session: locator, onNone: fc.constantFrom("reject", "ignore"), onMany: fc.constantFrom("reject", "newest", "all") },
  { requiredKeys: ["session"] },
);

const plausibleTarget: fc.Arbitrary<Input> = fc.oneof(
  plausibleCommand,
  fc
    .tuple(plausibleCommand, plausibleReference)
    .map(([{ sessionId: _named, ...command }, reference]): Input => ({ ...command, ...reference })),
);

/** Only what the parser lets through gets into the queue. */
export const producedTarget: fc.Arbitrary<TargetedCommand> = plausibleTarget
  .map((input) => parseTargetedCommand(input, { timeZone: saoPaulo }))
  .filter((parsed) => parsed.ok)
  .map((parsed) => {
    if (!parsed.ok) throw new Error("filtered");
    return parsed.targeted;
  });

export const producedQueuedCommand: fc.Arbitrary<QueuedCommand> = fc
  .tuple(anyProvenance, producedTarget)
  .map(([provenance, targeted]) => ({ kind: "command", ...provenance, targeted }));
