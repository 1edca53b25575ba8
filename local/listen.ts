// Opens a server on this machine only, for this machine's programs only, and says which setting to change when the port is taken.
import { once } from "node:events";
import type { Server } from "node:http";
import { type IsInvited, onlyFromHere } from "./only-from-here.ts";

export interface Listening {
  readonly url: string;
  stop(): Promise<void>;
}

interface ListenOptions {
  /** The environment variable a user would change. */
  readonly setting?: string;
  /** Who else is let in than those who name this machine. */
  readonly isInvited?: IsInvited;
}

/** Port 0 takes a free one. */
export const listen = async (
  server: Server,
  port: number,
  { setting, isInvited }: ListenOptions = {},
): Promise<Listening> => {
  onlyFromHere(server, isInvited);
  // A server that hangs up on a quiet client may do so just as the client sends: the call is lost, and on a busy machine
  // that happens. Whoever called has the end of the connection.
  server.keepAliveTimeout = 0;
  server.listen(port, "127.0.0.1");
  try {
    await once(server, "listening");
  } catch (error) {
    if (Object(error).code !== "EADDRINUSE" || !setting) throw error;
    throw new Error(`port ${port} is taken: set ${setting} to another port, or to 0 for any free one`, {
      cause: error,
    });
  }
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    stop: async () => {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
