// Lets in who presents a token of the access secret, and only then reads what they sent.
import type { MiddlewareObj } from "@middy/core";
import { type AccessSecret, type Client, findClient } from "../core/access-secret.ts";
import { limitBody, parseStrictJson, refuseLostBytes, requireJson } from "../core/body.ts";
import { Fault, faults } from "../core/faults.ts";
import type { Secret } from "../runtime/secret.ts";
import type { CallerRequest } from "./http-request.ts";

const bearer = /^Bearer +(\S+)$/i;

/** A token that was added to the secret a moment ago counts. */
const findCaller = async (secret: Secret<AccessSecret>, token: string): Promise<Client | undefined> => {
  const access = await secret.get();
  return findClient(access, token) ?? findClient(await secret.refresh(access), token);
};

/** `open` routes are answered to everybody. Whatever is wrong with a token, the answer is the same 401. */
export const admitCallers = (
  secret: Secret<AccessSecret>,
  open: ReadonlySet<string>,
): MiddlewareObj<CallerRequest> => ({
  before: async ({ event }) => {
    if (open.has(event.route)) return;
    limitBody(event.bytes);
    const [, token] = bearer.exec(event.headers.authorization ?? "") ?? [];
    const client = token === undefined ? undefined : await findCaller(secret, token);
    if (!client) throw new Fault(faults.callerUnknown);
    event.logged.client = client.name;
    requireJson(event.headers["content-type"]);
    refuseLostBytes(event.bytes, event.headers["content-length"]);
    // The Middy boundary: the request becomes a caller's here.
    Object.assign(event, { client, body: parseStrictJson(event.bytes) });
  },
});
