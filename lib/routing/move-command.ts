// Makes the command that moves a session as it was decided, if the session still is what it was when it was decided on.
import type { SessionCommand } from "../core/command/command.ts";
import type { Expectation } from "../core/command/expect.ts";
import { parseStatus } from "../core/command/status.ts";
import { asUuid } from "../core/ids.ts";
import type { WtsSession } from "../wts/types.ts";
import type { RoutingDecision } from "./rules/routing-decision.ts";

/** A session that was completed, or that somebody has taken or moved meanwhile, is left alone. */
const expectationOf = ({ status, userId, departmentId }: WtsSession): Expectation => {
  const known = parseStatus(status);
  return {
    ...(known && { status: known }),
    userId: userId || null,
    departmentId: departmentId || null,
  };
};

export const moveCommand = (
  { departmentId, userId, stopBot }: RoutingDecision & { departmentId: string },
  session: WtsSession,
): SessionCommand => {
  const target = {
    sessionId: session.id,
    expect: expectationOf(session),
    ...(stopBot && { options: { stopBotInExecution: true } }),
  };
  // Nobody knows what a transfer to the department that the session is in already does; to take the person off is one field.
  if (userId === undefined && asUuid(session.departmentId) === departmentId)
    return { command: "update", ...target, fields: ["UserId"], userId: null };
  return { command: "transfer", ...target, departmentId, ...(userId !== undefined && { userId }) };
};
