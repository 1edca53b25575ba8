// The webhook endpoint and the worker of the queue behind it, over one table: what a sender's deliveries come to, message by message.
import { sessionPlace } from "../../lib/aws/item-keys.ts";
import { lifecycle } from "../../lib/commands/execute-once.ts";
import { commandApplier } from "../../lib/commands/queue/apply-commands.ts";
import { placeOf } from "../../lib/commands/queue/work-command.ts";
import { defineConfig, type HooksConfigInput } from "../../lib/config.ts";
import { Fault, faults } from "../../lib/core/faults.ts";
import { groupOf, type QueueItem } from "../../lib/core/queue/queue-item.ts";
import { alertRecords } from "../../lib/records/alerts.ts";
import { killSwitch } from "../../lib/records/kill-switch.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { rawDeliveries } from "../../lib/records/raw-deliveries.ts";
import { refusedRequests } from "../../lib/records/refused-requests.ts";
import { contents } from "../../lib/records/seen-contents.ts";
import { sessionLeases } from "../../lib/records/session-lease.ts";
import { deliveryWorker } from "../../lib/webhooks/work-delivery.ts";
import { eventWorker } from "../../lib/webhooks/work-event.ts";
import type { WtsClient } from "../../lib/wts/client.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import { bookerForTests } from "./booker-for-tests.ts";
import { boxHere } from "./box-here.ts";
import { brazilianReading } from "./brazilian-phones.ts";
import { type MemoryTable, memoryTable } from "./memory-table.ts";
import { webhookEndpoint } from "./webhook-endpoint.ts";

export const worldSession = "2617d127-4314-4954-a7f6-07c17e7f7d2c";

/** WTS refuses it for good. */
export const refusal = new WtsApiError("POST", { failure: "refused", status: 500, key: "FORM_ERROR" });

export const webhookWorld = (input: HooksConfigInput, secrets: Record<string, unknown>) => {
  const held = memoryTable();
  const endpoint = webhookEndpoint(input, secrets, undefined, held);
  const { clock, taken } = endpoint;
  /** A write to the table of such a key fails once, as if the worker died there. */
  const dying = { at: undefined as string | undefined };
  const table: MemoryTable = {
    ...held,
    update: async (key, update) => {
      const isHit = dying.at !== undefined && key.pk.startsWith(dying.at);
      if (!isHit) return held.update(key, update);
      dying.at = undefined;
      throw new Fault(faults.tableUnavailable);
    },
  };
  /** WTS has written these notes, each where somebody found it. */
  const notes: { sessionId: string; text: string }[] = [];
  const wts: { open: readonly string[]; answer: (text: string) => Error | undefined } = {
    open: [worldSession],
    answer: () => undefined,
  };
  const client = {
    getSession: async (id: string) => ({ id, status: "IN_PROGRESS" }),
    listSessions: async () => ({
      items: wts.open.map((id) => ({ id, status: "IN_PROGRESS", metadata: { pedido: "42" } })),
      hasMorePages: false,
    }),
    createNote: async (sessionId: string, text: string) => {
      const problem = wts.answer(text);
      if (problem) throw problem;
      notes.push({ sessionId, text });
      return { id: `note-${notes.length}`, text };
    },
  };
  const records = ledger({ table, clock });
  const raws = rawDeliveries({ table, clock, keptDays: endpoint.config.rawKeptDays });
  const shared = {
    ...{ queue: endpoint.queue, parked: endpoint.parked, bus: endpoint.bus, log: endpoint.log, clock },
    ...{ config: endpoint.config.queue, ledger: records },
    readingOf: brazilianReading,
    access: endpoint.access,
    contents: contents({ table, clock }),
    rawDeliveries: raws,
    lifecycle: lifecycle({
      ...{ ledger: records, leases: sessionLeases({ table, clock }), bus: endpoint.bus, log: endpoint.log, clock },
    }),
    killSwitch: killSwitch({ table, clock }),
    booker: bookerForTests({ table, clock }),
    alerts: alertRecords({ table, clock }),
    mayAnswer: refusedRequests({ table, clock }),
    connect: () => ({ client: client as unknown as WtsClient, directory: {} as never }),
  };
  let serial = 0;

  /** The mapping that is deployed may be another one than that of the endpoint. */
  const workWith =
    (sources: HooksConfigInput["sources"] = input.sources) =>
    async (...items: readonly QueueItem[]): Promise<readonly string[]> => {
      const { sources: mapped } = defineConfig({ ...input, sources });
      const dependencies = { ...shared, sources: mapped, box: boxHere(mapped) };
      const workers = { event: eventWorker(dependencies), delivery: deliveryWorker(dependencies) };
      const startBy = clock.now() + 60_000;
      return commandApplier({ ...dependencies, workers })(
        items.map((item) => {
          serial += 1;
          return {
            ...{ messageId: `m-${serial}`, receiptHandle: `r-${serial}`, body: JSON.stringify(item) },
            ...{ groupId: groupOf(item), sentAtMs: clock.now(), receiveCount: 1 },
          };
        }),
        { startBy, endBy: startBy + 30_000 },
        `invocation ${serial}`,
      );
    };

  return {
    ...endpoint,
    table,
    dying,
    records,
    raws,
    notes,
    wts,
    workWith,
    place: sessionPlace({ account: endpoint.config.account, sessionId: worldSession }),
    /** A replay is one attempt more than any before it, as the command line makes it. */
    nextAttempt: async (queued: QueueItem): Promise<number> => {
      const record = queued.kind === "command" ? await records.read(placeOf(queued), queued.id) : undefined;
      return 1 + Math.max(queued.attempt, record?.attempt ?? 0);
    },
    /** What found nobody, as its record says. */
    ignored: () =>
      table
        .items()
        .filter(({ state }) => state === "ignored")
        .map(({ account, source, deliveryId, receivedAt, attempt }) => ({
          ...{ account: String(account), source: String(source), deliveryId: String(deliveryId) },
          ...{ receivedAt: String(receivedAt), attempt: Number(attempt) },
        })),
    /** Everything that waits is worked, and what comes of it. */
    workAll: async (sources?: HooksConfigInput["sources"]): Promise<void> => {
      const work = workWith(sources);
      for (let items = taken.queued.splice(0); items.length > 0; items = taken.queued.splice(0)) await work(...items);
    },
  };
};

export type WebhookWorld = ReturnType<typeof webhookWorld>;
