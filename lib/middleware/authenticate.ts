// Lets in who presents a token of the doors secret; a token added there a moment ago counts.
import type { MiddlewareObj } from "@middy/core";
import type { Secret } from "../aws/secrets.ts";
import { type Client, type Doors, findClient } from "../core/doors-secret.ts";
import { Fault, faults } from "../core/faults.ts";
import type { CallerRequest } from "./http-request.ts";

const bearer = /^Bearer +(\S+)$/i;

const findCaller = async (secret: Secret<Doors>, token: string): Promise<Client | undefined> => {
  const doors = await secret.get();
  return findClient(doors, token) ?? findClient(await secret.refresh(doors), token);
};

/** `open` routes are answered to everybody. The same 401 for every reason. */
export const authenticate = (secret: Secret<Doors>, open: ReadonlySet<string>): MiddlewareObj<CallerRequest> => ({
  before: async ({ event }) => {
    if (open.has(event.route)) return;
    const [, token] = bearer.exec(event.headers.authorization ?? "") ?? [];
    const client = token === undefined ? undefined : await findCaller(secret, token);
    if (!client) throw new Fault(faults.callerUnknown);
    event.logged.client = client.name;
    (event as { client: Client }).client = client;
  },
});
