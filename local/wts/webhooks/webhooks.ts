// Posts webhooks the way WTS does: nobody waits for the receiver, nothing is signed, order is not promised.
import type { Switches } from "../switches.ts";

interface PostedWebhook {
  url: string;
  eventType: string;
  status: number | null;
  at: string;
}

export interface Webhooks {
  post(urls: readonly string[], event: { eventType: string }, switches: Switches): void;
  deliveries(): readonly PostedWebhook[];
  clear(): void;
  /** Everything that was posted by now has been answered, or given up. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

const timeoutMs = 2_000;
const maxDeliveries = 5_000;

/** Only receivers on this machine get anything, because a test must never post to the outside. */
export const isLoopback = (url: string): boolean => {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const isHttp = protocol === "http:" || protocol === "https:";
  return isHttp && (hostname === "localhost" || hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(hostname));
};

export const webhooks = (nowMs: () => number = Date.now): Webhooks => {
  const closing = new AbortController();
  const underWay = new Set<Promise<void>>();
  let deliveries: PostedWebhook[] = [];

  const attempt = async (url: string, eventType: string, payload: string): Promise<boolean> => {
    const posted: PostedWebhook = { url, eventType, status: null, at: new Date(nowMs()).toISOString() };
    deliveries.push(posted);
    try {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: payload,
        // A redirect could lead off this machine.
        redirect: "manual",
        signal: AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]),
      });
      posted.status = response.status;
      await response.body?.cancel();
      return response.ok;
    } catch {
      return false;
    }
  };

  const deliver = async (
    url: string,
    eventType: string,
    payload: string,
    retries: Switches["webhookRetries"],
  ): Promise<void> => {
    const arrived = await attempt(url, eventType, payload);
    if (!arrived && retries === "once" && !closing.signal.aborted) await attempt(url, eventType, payload);
  };

  return {
    post: (urls, event, switches) => {
      if (switches.webhookArrival === "none") return;
      const payload = JSON.stringify(event);
      const copies = switches.webhookCopies === "two" ? [...urls, ...urls] : urls;
      for (const url of copies.filter(isLoopback)) {
        const delivery = deliver(url, event.eventType, payload, switches.webhookRetries).finally(() =>
          underWay.delete(delivery),
        );
        underWay.add(delivery);
      }
      if (deliveries.length > maxDeliveries * 1.1) deliveries = deliveries.slice(-maxDeliveries);
    },
    deliveries: () => deliveries,
    clear: () => {
      deliveries = [];
    },
    settled: async () => {
      await Promise.all(underWay);
    },
    close: async () => {
      closing.abort();
      await Promise.all(underWay);
    },
  };
};
