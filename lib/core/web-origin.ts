// Reads where WTS is, and where we are: configuration alone chooses it, over TLS unless it is this machine.
import * as z from "zod/mini";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for an address over TLS, or on this machine, that is nothing but a place: it has no user, query or fragment. */
const isWebAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const encrypted = protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
  return encrypted && `${username}${password}${search}${hash}` === "";
};

const isWebOrigin = (text: string): boolean => isWebAddress(text) && new URL(text).pathname === "/";

/** The closing slash is taken off. */
export const webOrigin = z.pipe(
  z
    .string("must be a text")
    .check(z.refine(isWebOrigin, "must be https://host[:port] without a path (http only for this machine)")),
  z.transform((text: string) => new URL(text).origin),
);

const isBeforeWebhooks = (text: string): boolean =>
  !isWebAddress(text) || !new URL(text).pathname.split("/").includes("webhooks");

/** Senders post to it; it may have a path, such as a custom domain's, and its closing slash is taken off. */
export const webAddress = z.pipe(
  z
    .string("must be a text")
    .check(
      z.refine(isWebAddress, "must be https://host[:port][/path] without query (http only for this machine)"),
      z.refine(isBeforeWebhooks, "must end before /webhooks: that and the source's name are added"),
    ),
  z.transform((text: string) => new URL(text).href.replace(/\/$/, "")),
);
