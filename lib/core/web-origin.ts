// Where WTS is: one origin, chosen by configuration alone, over TLS unless it is this machine.
import * as z from "zod/mini";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

const isWebOrigin = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, pathname, search, hash } = new URL(text);
  const encrypted = protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
  return encrypted && `${username}${password}${search}${hash}` === "" && pathname === "/";
};

/** Without the closing slash. */
export const webOrigin = z.pipe(
  z
    .string("must be a text")
    .check(z.refine(isWebOrigin, "must be https://host[:port] without a path (http only for this machine)")),
  z.transform((text: string) => new URL(text).origin),
);
