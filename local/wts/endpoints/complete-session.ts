// PUT /chat/v1/session/{id}/complete
import { findSession } from "../find.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/path-id.ts";
import { formError } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { closed } from "../sessions/completion.ts";
import { sessionView } from "../sessions/session-view.ts";

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
