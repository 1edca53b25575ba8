// What hooks.config.ts may say about how much each client of the HTTP API may send.
import * as z from "zod/mini";
import { part, positive } from "../../core/config-shape.ts";

export const quotasShape = part({
  commandsPerMinute: z._default(positive("commands"), 1_000),
  clients: z._default(z.record(z.string(), positive("commands"), "must be an object of clients"), {}),
});
export type QuotasConfig = z.output<typeof quotasShape>;
