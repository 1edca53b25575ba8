// Subscribes to the stand-in's webhooks on a real socket and keeps what arrives, in order.
import { createServer } from "node:http";
import { listen } from "../../local/listen.ts";
import { testAccounts } from "./wts-stand-in.ts";

export interface WtsWebhook {
  eventType: string;
  date: string;
  content: Record<string, unknown>;
  changeMetadata: { source: string; userId: string | null; changes: unknown } | null;
}

export const startWebhookReceiver = async (wtsUrl: string, apiKey = testAccounts.default.apiKey) => {
  const received: WtsWebhook[] = [];
  let arrived = (): void => {};
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push(JSON.parse(Buffer.concat(chunks).toString("utf8")) as WtsWebhook);
      response.end();
      arrived();
    });
  });
  const { url: origin, stop } = await listen(server, 0);
  const url = `${origin}/hook`;
  return {
    /** The stand-in forgets its subscriptions when it is reset. */
    subscribe: async (...events: string[]) => {
      received.length = 0;
      const answer = await fetch(`${wtsUrl}/core/v1/webhook/subscription`, {
        method: "POST",
        headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
        body: JSON.stringify({ name: "test", url, events }),
      });
      if (!answer.ok) throw new Error(`the stand-in answered ${answer.status} to the subscription`);
    },
    /** Takes the oldest, waiting for it if there is none. */
    next: async (): Promise<WtsWebhook> => {
      for (;;) {
        const first = received.shift();
        if (first) return first;
        await new Promise<void>((resolve) => {
          arrived = resolve;
        });
      }
    },
    stop,
  };
};
