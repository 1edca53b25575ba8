// How much a client may send a minute. It stands apart from the shape of hooks.config.ts, which no function reads when it starts.
import type { QuotasConfig } from "./quotas-config.ts";

export const quotaOf = ({ commandsPerMinute, clients }: QuotasConfig, client: string): number =>
  Object.hasOwn(clients, client) ? (clients[client] ?? commandsPerMinute) : commandsPerMinute;
