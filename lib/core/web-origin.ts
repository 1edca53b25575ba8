// Reads where WTS is, and where we are: configuration alone chooses it, over TLS unless it is this machine.

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** True for an address over TLS, or on this machine, that is nothing but a place: it has no user, query or fragment. */
export const isWebAddress = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const encrypted = protocol === "https:" || (protocol === "http:" && loopback.has(hostname));
  return encrypted && `${username}${password}${search}${hash}` === "";
};

export const isWebOrigin = (text: string): boolean => isWebAddress(text) && new URL(text).pathname === "/";

export const webOriginExpected = "must be https://host[:port] without a path (http only for this machine)";

/** The closing slash is taken off. */
export const asWebOrigin = (text: string): string => new URL(text).origin;
