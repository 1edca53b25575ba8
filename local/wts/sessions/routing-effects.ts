// Says what giving a session to somebody, or taking it back, does to its status; transfer, assign and partial update share it.
import type { Agent } from "../directory.ts";
import { formError } from "../http/refusal.ts";
import type { World } from "../world.ts";
import type { Session } from "./session.ts";

/** Refuses people who may not have the session. */
export const checkAgentFits = (world: World, agent: Agent, departmentId: string | null): void => {
  if (world.switches.transferToUnavailable === "form-error" && agent.availability === "UNAVAILABLE")
    throw formError("O usuário está indisponível");
  const isMember = agent.memberships.some((membership) => membership.departmentId === departmentId);
  if (world.switches.userOutsideDepartment === "form-error" && departmentId !== null && !isMember)
    throw formError("O usuário não pertence à equipe");
};

export const afterAssigning = (world: World, session: Session): Partial<Session> => {
  const starts = world.switches.assignMovesStatus === "in-progress";
  const canStart = session.status !== "COMPLETED" && session.status !== "HIDDEN";
  return starts && canStart ? { status: "IN_PROGRESS" } : {};
};

export const afterClearingUser = (world: World, session: Session): Partial<Session> => {
  const returns = world.switches.clearUserStatus === "pending" && session.status === "IN_PROGRESS";
  return returns ? { status: "PENDING" } : {};
};
