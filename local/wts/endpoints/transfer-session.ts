// Answers PUT /chat/v1/session/{id}/transfer and PUT /chat/v1/session/{id}/assignee.
import { stamp } from "../dates.ts";
import { agentOf, departmentOf, findSession } from "../find.ts";
import { type Endpoint, pathId } from "../http/call.ts";
import { badInput, formError } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { reopened } from "../sessions/completion.ts";
import { afterAssigning, afterClearingUser, checkAgentFits } from "../sessions/routing-effects.ts";
import type { Session } from "../sessions/session.ts";
import { sessionView } from "../sessions/session-view.ts";
import type { World } from "../world.ts";

const routed = (world: World): Partial<Session> => {
  if (world.switches.transferMovesInteraction === "false") return {};
  return { lastInteractionDate: stamp(world.clock.nowMs()) };
};

/** A completed session is refused or opened; what the rest of the transfer sees is the opened one. */
const openForRouting = (world: World, session: Session): Session => {
  if (session.status !== "COMPLETED") return session;
  if (world.switches.transferCompleted === "form-error") throw formError("O atendimento já foi concluído");
  return { ...session, ...reopened(session) };
};

const toUser = (
  world: World,
  session: Session,
  departmentId: string | null,
  userId: string | null,
): Partial<Session> => {
  if (userId === null) throw formError("Informe o usuário de destino");
  const agent = agentOf(world, userId);
  if (departmentId !== null) departmentOf(world, departmentId);
  const destinationId = departmentId ?? session.departmentId;
  checkAgentFits(world, agent, destinationId);
  const { status, endAt } = openForRouting(world, session);
  return { status, endAt, departmentId: destinationId, userId, ...afterAssigning(world, { ...session, status }) };
};

const toDepartment = (world: World, session: Session, departmentId: string | null): Partial<Session> => {
  if (departmentId === null) throw formError("Informe a equipe de destino");
  departmentOf(world, departmentId);
  const { status, endAt } = openForRouting(world, session);
  const isSame = departmentId === session.departmentId;
  if (isSame && world.switches.transferSameDepartment === "form-error")
    throw formError("O atendimento já está na equipe informada");
  if (isSame && world.switches.transferSameDepartment === "keeps-user") return { status, endAt };
  return { status, endAt, departmentId, userId: null, ...afterClearingUser(world, { ...session, status }) };
};

export const transferSession: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const type = body.oneOf("type", ["DEPARTMENT", "USER"]);
  const departmentId = body.uuid("newDepartmentId");
  const userId = body.uuid("newUserId");
  if (type === null) throw badInput("$.type", null);
  const session = findSession(world, pathId(call));
  const moved =
    type === "USER" ? toUser(world, session, departmentId, userId) : toDepartment(world, session, departmentId);
  const stopsBot = body.part("options").flag("stopBotInExecution") === true;
  changeSession(world, session, { ...moved, ...routed(world), ...(stopsBot ? { botId: null } : {}) });
  return sessionView(world, session);
};

/** Gives the session to a person; it cannot take one away. */
export const assignSession: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const userId = body.uuid("userId");
  if (userId === null) throw badInput("$.userId", null);
  const session = findSession(world, pathId(call));
  checkAgentFits(world, agentOf(world, userId), session.departmentId);
  const { status, endAt } = openForRouting(world, session);
  const stopsBot = body.part("options").flag("stopBotInExecution") === true;
  const assigned = { status, endAt, userId, ...afterAssigning(world, { ...session, status }), ...routed(world) };
  changeSession(world, session, { ...assigned, ...(stopsBot ? { botId: null } : {}) });
  return sessionView(world, session);
};
