// Answers a request with every change as it comes, a line of JSON each, until whoever asked hangs up.
import type { ServerResponse } from "node:http";
import type { ChangeLog } from "./change-log.ts";

export const serveChanges = (log: ChangeLog, sinceId: string | undefined, response: ServerResponse): void => {
  response.writeHead(200, { "content-type": "application/x-ndjson", "cache-control": "no-store" });
  response.flushHeaders();
  const stop = log.follow(sinceId, (change) => response.write(`${JSON.stringify(change)}\n`));
  response.on("close", stop);
};
