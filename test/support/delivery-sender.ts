// Sends deliveries as senders do: signed anew each time, and again, under the same id, until somebody takes them.
import { setTimeout as delay } from "node:timers/promises";
import { signRequest } from "../../local/sign-request.ts";
import { config, sourceSecrets } from "./delivery-sources.ts";
import type { PlannedDelivery } from "./planned-delivery.ts";

export interface DeliverySender {
  /** Resolves when the delivery was taken. Copies have numbers; where nobody signs the id, every other one has an id of its own. */
  send(delivery: PlannedDelivery, copy: number): Promise<void>;
  /** The ids are from the answers, by the session that they are about: each has to be applied. */
  commandsOf(): ReadonlyMap<string, ReadonlySet<string>>;
  figures(): { taken: number; sentAgain: number };
  /** Nothing is sent any more. */
  stop(): void;
}

const longestAnswerMs = 15_000;
const pauseMs = 100;

const idOf = ({ source, index }: PlannedDelivery, copy: number): string => {
  if (source === "forms") return String(index);
  return source === "helpdesk" && copy % 2 === 1
    ? `copy-${copy}-of-${index}`
    : `${source === "shop" ? "evt_" : ""}${index}`;
};

const idHeaders: Readonly<Record<string, string>> = { crm: "webhook-id", helpdesk: "x-github-delivery" };

export const signedDelivery = (delivery: PlannedDelivery, copy: number) => {
  const { source: name, body } = delivery;
  const source = config.sources[name];
  const [secret] = sourceSecrets[name];
  const idHeader = idHeaders[name];
  if (!source || secret === undefined) throw new Error(`there is no source ${name}`);
  const headers = {
    "content-type": "application/json",
    ...(idHeader !== undefined && { [idHeader]: idOf(delivery, copy) }),
  };
  const request = {
    method: "POST",
    path: {},
    query: {},
    rawQuery: "",
    headers,
    bytes: Buffer.from(JSON.stringify(body)),
  };
  return signRequest(request, { name, source, secret, publicUrl: undefined, now: new Date() });
};

/** `url` is asked for before each attempt: after a restart it is another one. */
export const deliverySender = (url: () => string): DeliverySender => {
  const commandsOf = new Map<string, Set<string>>();
  const stopping = new AbortController();
  const figures = { taken: 0, sentAgain: 0 };

  /** Undefined when no answer came, or half of one. */
  const post = async (delivery: PlannedDelivery, copy: number) => {
    const { pathAndQuery, method, headers, body } = signedDelivery(delivery, copy);
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(longestAnswerMs)]);
    try {
      const answer = await fetch(url() + pathAndQuery, { method, headers, body: Buffer.from(body), signal });
      return { status: answer.status, answered: (await answer.json()) as { commandIds?: string[] } };
    } catch {
      return undefined;
    }
  };

  return {
    send: async (delivery, copy) => {
      while (!stopping.signal.aborted) {
        const answer = await post(delivery, copy);
        if (answer && answer.status < 300) {
          const { commandIds: taken = [] } = answer.answered;
          if (taken.length !== delivery.commands)
            throw new Error(`a delivery of ${delivery.source} yielded ${taken.length} commands`);
          commandsOf.set(delivery.sessionId, new Set([...(commandsOf.get(delivery.sessionId) ?? []), ...taken]));
          figures.taken += 1;
          return;
        }
        if (answer && answer.status < 500)
          throw new Error(`a good delivery of ${delivery.source} was answered ${answer.status}`);
        figures.sentAgain += 1;
        await delay(pauseMs);
      }
    },
    commandsOf: () => commandsOf,
    figures: () => ({ ...figures }),
    stop: () => stopping.abort(),
  };
};
