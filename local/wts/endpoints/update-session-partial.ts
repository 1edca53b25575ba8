// Answers PUT /chat/{v1,v2}/session/{id}/partial: the mask decides, and a field named without a value is erased.
import { findSession } from "../find.ts";
import type { Endpoint } from "../http/call.ts";
import { pathId } from "../http/call.ts";
import { formError } from "../http/refusal.ts";
import { changeSession } from "../sessions/change-session.ts";
import { sessionView } from "../sessions/session-view.ts";
import { readUpdate } from "../sessions/updatable-fields.ts";

export const updateSessionPartial: Endpoint = (call) => {
  const { world } = call;
  const body = call.body();
  const companyId = body.uuid("companyId");
  const changesOf = readUpdate(body, world);
  const session = findSession(world, pathId(call));
  if (
    companyId !== null &&
    companyId !== world.companyId.toLowerCase() &&
    world.switches.companyIdMismatch === "form-error"
  )
    throw formError("A empresa informada não corresponde à conta");
  const written = changesOf(session);
  const stopsBot = body.part("options").flag("stopBotInExecution") === true;
  const changes = { ...written, ...(stopsBot ? { botId: null } : {}) };
  const completes = changes.status === "COMPLETED" && session.status !== "COMPLETED";
  const firesComplete = completes && world.switches.partialCompleted === "like-complete";
  changeSession(world, session, changes, firesComplete ? "SESSION_COMPLETE" : "SESSION_UPDATE");
  return sessionView(world, session);
};
