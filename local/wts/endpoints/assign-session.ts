// PUT /chat/v1/session/{id}/assignee: gives the session to a person; it cannot take one away.
import { agentOf, findSession } from "../find.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/path-id.ts";
import { badInput } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { afterAssigning, checkAgentFits } from "../sessions/routing-effects.ts";
import { sessionView } from "../sessions/session-view.ts";
import { openForRouting, routed } from "./transfer-session.ts";

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
