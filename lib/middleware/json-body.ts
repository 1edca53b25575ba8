// Reads the body as JSON once the caller is known: the bytes were measured before, and are not looked at for strangers.
import type { MiddlewareObj } from "@middy/core";
import { parseStrictJson, requireJson } from "../core/body.ts";
import type { CallerRequest } from "./http-request.ts";

export const jsonBody = (open: ReadonlySet<string>): MiddlewareObj<CallerRequest> => ({
  before: ({ event }) => {
    if (open.has(event.route)) return;
    requireJson(event.headers["content-type"]);
    (event as { body: unknown }).body = parseStrictJson(event.bytes);
  },
});
