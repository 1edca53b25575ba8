// Builds what routing remembers, in the table and in the process: for whoever decides, and for whoever explains a decision.

import type { Table } from "../aws/table.ts";
import type { Zones } from "../core/hours/zone-of.ts";
import { furtherCourtesyOf } from "../core/sessions/courtesy-replies.ts";
import { alertRecords } from "../records/alerts.ts";
import { holds } from "../records/holds.ts";
import { refusedRequests } from "../records/refused-requests.ts";
import type { Clock } from "../runtime/clock.ts";
import { perAccount } from "../runtime/per-account.ts";
import type { SessionDetail } from "../wts/types.ts";
import { hoursReader } from "./hours-reader.ts";
import { openLoads } from "./open-loads.ts";
import { reservedSlots } from "./records/reserved-slots.ts";
import { roundRobinTurns } from "./records/round-robin-turns.ts";
import { scheduleLeases } from "./records/schedule-lease.ts";
import { moveRecords } from "./records/session-moves.ts";
import { replyReader } from "./reply-reader.ts";
import { capacityOf } from "./rules/capacity-of.ts";
import type { Routing } from "./rules/routing-config.ts";

/** The contact's details are asked for only where a policy asks for their tags. */
export const sessionDetails = ({ policies }: Routing): readonly SessionDetail[] =>
  policies.some(({ match, except }) => match.tags !== undefined || except.tags !== undefined) ? ["ContactDetails"] : [];

interface RoutingRecordsOptions {
  table: Table;
  clock: Clock;
  routing: Routing;
  /** The configuration's own account. */
  account: string;
  zones: Zones;
  leaseMs: number;
}

export const routingRecords = ({ table, clock, routing, account, zones, leaseMs }: RoutingRecordsOptions) => ({
  hoursOf: hoursReader({ routing, account, zones, table, clock }),
  loads: openLoads({
    ...{ clock, maxAgeMs: routing.openSessionsMs, details: sessionDetails(routing) },
    byDepartment: routing.policies.some((policy) => capacityOf(policy)?.per === "department"),
  }),
  /** Each account has one for as long as the process lives. */
  repliesOf: perAccount(() => replyReader(furtherCourtesyOf(routing.courtesyReplies))),
  slots: reservedSlots({ table, clock, holdMs: leaseMs }),
  turns: roundRobinTurns({ table }),
  moves: moveRecords({ table, clock }),
  runs: scheduleLeases({ table, clock }),
  holds: holds({ table, clock }),
  alerts: alertRecords({ table, clock }),
  mayAnswer: refusedRequests({ table, clock }),
});

export type RoutingRecords = ReturnType<typeof routingRecords>;
