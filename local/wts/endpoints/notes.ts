// Writes and reads the notes of a session: messages that nobody outside the company sees.
import { findMessage, findSession } from "../find.ts";
import type { Call, Endpoint } from "../http/call.ts";
import { pathId } from "../http/call.ts";
import { formError, notFound } from "../http/refusal.ts";
import type { Message } from "../messages/message.ts";
import { messageView } from "../messages/message-view.ts";
import { recordMessage } from "../messages/record-message.ts";
import { messagePage } from "./message-page.ts";

export const createNote: Endpoint = (call) => {
  const body = call.body();
  const text = body.text("text");
  const files = body.texts("filesUrls") ?? [];
  const filesIds = body.uuids("filesIds") ?? [];
  const session = findSession(call.world, pathId(call));
  if (text === null && files.length === 0 && filesIds.length === 0)
    throw formError("Informe o texto ou os arquivos da nota");
  const note = { type: "NOTE", direction: "TO_HUB", origin: "API", status: "SAVED", text, filesIds } as const;
  return messageView(recordMessage(call.world, session, { ...note, filesIds }));
};

export const listNotes: Endpoint = (call) => {
  const session = findSession(call.world, pathId(call));
  const messages = call.world.messages.get(session.id) ?? [];
  return messagePage(
    call,
    messages.filter((message) => message.type === "NOTE"),
  );
};

const findNote = (call: Call): Message => {
  const message = findMessage(call.world, pathId(call, "noteId"));
  if (message.type !== "NOTE") throw notFound("Nota não encontrada");
  return message;
};

export const getNote: Endpoint = (call) => messageView(findNote(call));

export const deleteNote: Endpoint = (call) => {
  const note = findNote(call);
  const messages = call.world.messages.get(note.sessionId) ?? [];
  call.world.messages.set(
    note.sessionId,
    messages.filter((message) => message !== note),
  );
  return messageView(note);
};
