// What WTS is to be told about a source: the address with its secret, and the events that the source publishes.
import { signDelivery } from "../signatures/sign-delivery.ts";
import type { Source } from "../sources/sources.ts";

export interface WantedSubscription {
  /** Of the source, which is its name at WTS, too. */
  readonly name: string;
  /** Of the source without its secret: whatever is subscribed below it is ours. */
  readonly address: string;
  /** Each is good: the source lets in any of its secrets. A new subscription gets the first. */
  readonly urls: readonly string[];
  readonly events: readonly string[];
}

interface WantedOptions {
  readonly name: string;
  readonly source: Pick<Source, "verify" | "publish" | "address">;
  readonly secrets: readonly string[];
  /** Of the HTTP API, as WTS reaches it. */
  readonly baseUrl: string;
}

const nothing = new Uint8Array();

/** Undefined where WTS cannot be told so: it sends no header of ours, and there has to be a secret. */
export const wantedSubscription = ({
  name,
  source: { verify, publish = [], address: behind = "" },
  secrets,
  baseUrl,
}: WantedOptions): WantedSubscription | undefined => {
  const address = `${baseUrl.replace(/\/$/, "")}/webhooks/${encodeURIComponent(name)}`;
  const sent = { method: "POST", url: address + behind, headers: {}, body: nothing, now: new Date(0) };
  const urls = secrets.map((secret) => signDelivery(verify, sent, secret).url);
  if (publish.length === 0 || urls.length === 0 || urls.includes(sent.url)) return undefined;
  return { name, address, urls, events: publish };
};
