// PUT /chat/v1/session/{id}/status
import { findSession } from "../find.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/path-id.ts";
import { badInput, formError } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { closed, reopened } from "../sessions/completion.ts";
import { sessionStatuses } from "../sessions/session-status.ts";
import { sessionView } from "../sessions/session-view.ts";

export const changeSessionStatus: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const status = body.oneOf("newStatus", sessionStatuses);
  if (status === null) throw badInput("$.newStatus", null);
  const session = findSession(world, pathId(call));
  const wasCompleted = session.status === "COMPLETED";
  if (wasCompleted && world.switches.statusOnCompleted === "form-error")
    throw formError("O atendimento já foi concluído");
  const stopsBot = body.part("options").flag("stopBotInExecution") === true;
  const bot = stopsBot ? { botId: null } : {};
  if (status === "COMPLETED" && !wasCompleted) {
    changeSession(world, session, { ...closed(world, !session.reactivateDisabled), ...bot }, "SESSION_COMPLETE");
  } else {
    const leaves = wasCompleted && status !== "COMPLETED";
    changeSession(world, session, { ...(leaves ? reopened(session) : {}), status, ...bot });
  }
  return sessionView(world, session);
};
