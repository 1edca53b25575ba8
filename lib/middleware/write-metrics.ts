// Writes what an invocation counted, at its very end, however it ends.
import type { MiddlewareObj } from "@middy/core";
import type { Meter } from "../runtime/meter.ts";

export const writeMetrics = (meter: Meter): MiddlewareObj => ({
  // Not as expressions: Middy takes what a middleware returns for the answer, and the failure for done with.
  after: async () => {
    await meter.write();
  },
  onError: async () => {
    await meter.write();
  },
});
