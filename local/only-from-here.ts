// Lets in only who means this machine: a page of somebody's may have a browser send here, under a name of its own or across sites.
import type { IncomingMessage, Server, ServerResponse } from "node:http";

const loopbackNames = ["localhost", "127.0.0.1", "[::1]"];

interface Refusal {
  readonly status: 403 | 421;
  readonly message: string;
}

/** Whoever made this name lead here, such as a tunnel, is let in as well. `name` is in lower case, without its port. */
export type IsInvited = (name: string, request: IncomingMessage) => boolean;

const hostOf = ({ headers }: IncomingMessage): { name: string; port: string } => {
  const [, name = "", port = "80"] = /^(\[[0-9a-f:]+\]|[^:]*)(?::(\d+))?$/i.exec(headers.host ?? "") ?? [];
  return { name: name.toLowerCase(), port };
};

/** Answers why a request is not let in, undefined if it is. What was sent is not repeated. */
const refusalOf = (request: IncomingMessage, isInvited: IsInvited = () => false): Refusal | undefined => {
  const { origin, "sec-fetch-site": site = "none" } = request.headers;
  const { name, port } = hostOf(request);
  const own = String(request.socket.localPort);
  const isOurs = loopbackNames.includes(name) && port === own;
  if (!isOurs && !isInvited(name, request))
    return {
      status: 421,
      message: `the Host header must be one of ${loopbackNames.map((each) => `${each}:${own}`).join(", ")}: use one of these addresses; a tunnel's name is let in to /webhooks/ alone, with TUNNEL_HOST=<name> npm start`,
    };
  // The page's own address is the one that the request goes to, or it is another site's page.
  const isForeign =
    origin !== undefined && origin.toLowerCase() !== `http://${String(request.headers.host).toLowerCase()}`;
  if (isForeign || !["none", "same-origin"].includes(String(site)))
    return {
      status: 403,
      message:
        "a page of another address made a browser send this (Origin, Sec-Fetch-Site): use curl, or type the address into the browser",
    };
  return undefined;
};

/** It stands in front of whatever the server does by now with requests, so that third parties' servers are checked, too. */
export const onlyFromHere = (server: Server, isInvited?: IsInvited): void => {
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const refusal = refusalOf(request, isInvited);
    if (!refusal) {
      for (const listener of listeners) Reflect.apply(listener, server, [request, response]);
      return;
    }
    // It is read to its end, or the caller might never see the answer.
    request.resume();
    response.writeHead(refusal.status, { "content-type": "application/json" });
    response.end(JSON.stringify({ message: refusal.message }));
  });
};
