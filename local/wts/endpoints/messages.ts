// Sends to a session and reads what was said; an accepted message is queued, not delivered.
import { findMessage, findSession } from "../find.ts";
import type { Call, Endpoint } from "../http/call.ts";
import { pathId } from "../http/call.ts";
import { formError } from "../http/refusal.ts";
import { deliverMessage, deliverMessages } from "../messages/deliver-messages.ts";
import type { Message } from "../messages/message.ts";
import { messageView, quickMessageView } from "../messages/message-view.ts";
import { recordMessage } from "../messages/record-message.ts";
import { changeSession } from "../sessions/change-session.ts";
import { reopened } from "../sessions/completion.ts";
import type { Session } from "../sessions/session.ts";
import { windowStatus } from "../sessions/session.ts";
import { messagePage } from "./message-page.ts";

const deliveryFailure = (call: Call, session: Session, templateId: string | null): string | null => {
  if (call.failMessage !== null) return call.failMessage;
  const isOutside = windowStatus(session, call.world.clock.nowMs()) !== "ACTIVE" && templateId === null;
  if (!isOutside) return null;
  const reason = "Fora da janela de 24 horas: envie um modelo aprovado";
  if (call.world.switches.messageOutsideWindow === "form-error") throw formError(reason);
  return reason;
};

const open = (call: Call, session: Session): void => {
  if (session.status !== "COMPLETED") return;
  if (call.world.switches.messageToCompleted === "form-error") throw formError("O atendimento já foi concluído");
  changeSession(call.world, session, reopened(session));
};

const isUuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

const send = (call: Call): Message => {
  const { world } = call;
  const body = call.body();
  const text = body.text("text");
  const templateId = body.text("templateId");
  const fileId = body.uuid("fileId");
  const refId = body.uuid("refId");
  const hasFile = fileId !== null || body.text("fileUrl") !== null;
  body.object("parameters");
  const session = findSession(world, pathId(call));
  if ((text === null || text === "") && templateId === null && !hasFile)
    throw formError("Informe o conteúdo da mensagem");
  const failure = deliveryFailure(call, session, templateId);
  open(call, session);
  const shown = world.switches.apiMessages;
  return recordMessage(world, session, {
    type: hasFile ? "DOCUMENT" : "TEXT",
    direction: shown === "from-hub-with-user" ? "FROM_HUB" : "TO_HUB",
    origin: "API",
    status: "QUEUED",
    // Whoever made the key, or has the session: it says nothing about who wrote.
    userId: shown === "to-hub" ? null : (session.userId ?? world.directory.agents[0]?.userId ?? null),
    text,
    // The API takes any text as a template's id, and the message's property is described as a UUID.
    templateId: world.switches.templateShown === "id" && isUuid.test(templateId ?? "") ? templateId : null,
    fileId,
    refId,
    willFail: failure,
  });
};

export const sendMessage: Endpoint = (call) => quickMessageView(send(call), call.baseUrl);

/** Messages that are sent within so much of each other count as sent at the same moment. */
const togetherMs = 1_000;

export const sendMessageSync: Endpoint = (call) => {
  const { world } = call;
  const message = send(call);
  const nowMs = world.clock.nowMs();
  const isTogether = nowMs - world.lastSyncMs < togetherMs;
  world.lastSyncMs = nowMs;
  const { syncTogether } = world.switches;
  if (isTogether && syncTogether === "stuck") return messageView(Object.assign(message, { status: "PROCESSING" }));
  deliverMessage(world, message, Number.POSITIVE_INFINITY);
  const answer = messageView(message);
  if (isTogether && syncTogether === "failed")
    Object.assign(message, { status: "FAILED", failedReason: "Mensagens simultâneas" });
  return answer;
};

const listed = (call: Call, messages: readonly Message[]) => {
  deliverMessages(call.world, messages);
  const hidesNotes = call.world.switches.messageListNotes === "excluded";
  return messagePage(call, hidesNotes ? messages.filter((message) => message.type !== "NOTE") : messages);
};

export const listSessionMessages: Endpoint = (call) => {
  const session = findSession(call.world, pathId(call));
  return listed(call, call.world.messages.get(session.id) ?? []);
};

/** Without a SessionId it can read, this lists the messages of the whole account. */
export const listMessages: Endpoint = (call) => {
  const sessionId = call.query.uuid("SessionId");
  if (sessionId === undefined) return listed(call, [...call.world.messages.values()].flat());
  return listed(call, call.world.messages.get(findSession(call.world, sessionId).id) ?? []);
};

export const getMessageStatus: Endpoint = (call) => {
  const message = findMessage(call.world, pathId(call));
  deliverMessage(call.world, message);
  return quickMessageView(message, call.baseUrl);
};
