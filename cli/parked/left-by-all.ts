// Which messages `parked replay --all` leaves where they are, since a replay could show a contact the same message twice.
import { placeOf } from "../../lib/commands/queue/work-command.ts";
import { faults } from "../../lib/core/faults.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { Connection } from "../connection.ts";
import type { ParkedMessage } from "./parked-message.ts";

const outcomeUnknown = faults.wtsOutcomeUnknown.code;

export const mayHaveBeenSent = "it may have been sent: look at the session, then replay it by its id";

/** `reason`: only what was parked for it is replayed. Whoever names that of doubt has looked at the sessions. */
export const isLeftByAll = async (
  { table }: Pick<Connection, "table">,
  { reason: { code }, replay }: ParkedMessage,
  reason: string | undefined,
): Promise<boolean> => {
  if (reason === outcomeUnknown) return false;
  if (code === outcomeUnknown) return true;
  if (replay.as !== "item" || replay.queued.kind !== "command") return false;
  // It may have been parked for another reason after it began to send.
  const recorded = await ledger({ table, clock }).read(placeOf(replay.queued), replay.queued.id);
  return recorded?.sending !== undefined;
};
