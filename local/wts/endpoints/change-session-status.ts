// Answers PUT /chat/v1/session/{id}/status and PUT /chat/v1/session/{id}/complete.
import { findSession } from "../find.ts";
import { type Endpoint, pathId } from "../http/call.ts";
import { badInput, formError } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { closed, reopened } from "../sessions/completion.ts";
import { sessionStatuses } from "../sessions/session.ts";
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

export const completeSession: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const reactivates = body.flag("reactivateOnNewMessage") === true;
  const stopsBot = body.flag("stopBotInExecution") === true;
  const session = findSession(world, pathId(call));
  if (session.status === "COMPLETED") {
    if (world.switches.completeTwice === "form-error") throw formError("O atendimento já foi concluído");
    return sessionView(world, session);
  }
  const bot = stopsBot ? { botId: null } : {};
  changeSession(world, session, { ...closed(world, reactivates), ...bot }, "SESSION_COMPLETE");
  return sessionView(world, session);
};
