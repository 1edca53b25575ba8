// Who says so, at this instant, for what is kept of an order.
import type { SaidSo } from "../lib/core/said-so.ts";
import type { Tools } from "./with-connection.ts";

export const saidSoNow = async ({ connection, clock }: Pick<Tools, "connection" | "clock">): Promise<SaidSo> => ({
  at: new Date(clock.now()).toISOString(),
  by: await connection.callerName(),
});
