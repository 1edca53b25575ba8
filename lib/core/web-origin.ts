// Where WTS is, and where we are: chosen by configuration alone, over TLS unless it is this machine.
import * as z from "zod/mini";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Over TLS unless it is this machine, and nothing but a place: no user, query or fragment. */
const isWebAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const encrypted = protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
  return encrypted && `${username}${password}${search}${hash}` === "";
};

const isWebOrigin = (text: string): boolean => isWebAddress(text) && new URL(text).pathname === "/";

/** Without the closing slash. */
export const webOrigin = z.pipe(
  z
    .string("must be a text")
    .check(z.refine(isWebOrigin, "must be https://host[:port] without a path (http only for this machine)")),
  z.transform((text: string) => new URL(text).origin),
);

const isBeforeWebhooks = (text: string): boolean =>
  !isWebAddress(text) || !new URL(text).pathname.split("/").includes("webhooks");

/** Where senders post to: with a path, such as a custom domain's; without the closing slash. */
export const webAddress = z.pipe(
  z
    .string("must be a text")
    .check(
      z.refine(isWebAddress, "must be https://host[:port][/path] without query (http only for this machine)"),
      z.refine(isBeforeWebhooks, "must end before /webhooks: that and the source's name are added"),
    ),
  z.transform((text: string) => new URL(text).href.replace(/\/$/, "")),
);
