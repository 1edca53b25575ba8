// Says what is wrong with an address that people are to be told at: a chat's own host, https, and for a webhook its secret.
import type { NotifyAddress } from "../../core/access-secret.ts";
import type { Kind } from "./notify-config.ts";

const hosts: Readonly<Partial<Record<Kind, string>>> = {
  slack: "hooks.slack.com",
  "google-chat": "chat.googleapis.com",
};

/** Undefined where nothing is wrong. It never quotes the address, which is a secret. */
export const addressProblem = (kind: Kind, address: NotifyAddress | undefined): string | undefined => {
  if (address === undefined) return "the access secret has no address for it under `notify`";
  const url = URL.parse(address.url);
  if (!url) return "its address is no URL";
  if (url.protocol !== "https:" || url.username !== "" || url.password !== "")
    return "its address must begin with https:// and have no user in it";
  const host = hosts[kind];
  if (host !== undefined && url.host !== host) return `its address must be one of ${host}, for it is a ${kind}`;
  if (kind === "webhook" && address.secret === undefined)
    return "it needs {url, secret} with a secret whsec_…, by which the receiver knows us";
  return undefined;
};
