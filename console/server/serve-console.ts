// Opens the console on this machine, and says the address that lets one in.
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type Listening, listen } from "../../local/listen.ts";
import { type ConsoleParts, consoleApp } from "./console-app.ts";
import { pageFiles } from "./page-files.ts";
import { visitors } from "./visitors.ts";

export interface ServedConsole extends Listening {
  /** It lets one browser in, once. The token is behind the #, which no browser sends anywhere. */
  newAddress(): string;
}

/** Port 0 takes a free one. */
export const serveConsole = async ({
  port,
  ...parts
}: Pick<ConsoleParts, "look" | "act" | "clock" | "isStage" | "watchChanges" | "cache" | "onFailed"> & {
  readonly port: number;
}): Promise<ServedConsole> => {
  const known = visitors();
  let app: ReturnType<typeof consoleApp> | undefined;
  const server = createAdaptorServer({
    fetch: (request: Request, bindings: object) => app?.fetch(request, bindings) ?? new Response(null, { status: 503 }),
  }) as Server;
  const files = await pageFiles();
  const listening = await listen(server, port, { setting: "--port, or CONSOLE_PORT for `npm start`," });
  app = consoleApp({ ...parts, files, visitors: known, cookieName: `wts-console-${new URL(listening.url).port}` });
  return { ...listening, newAddress: () => `${listening.url}/#token=${known.newToken()}` };
};
