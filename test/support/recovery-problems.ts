// Says of one piece of work what is not as it has to be: in WTS, where nothing may stand twice, and among the outcomes.
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import type { NumberedWork } from "./recovery-work.ts";
import type { Admin } from "./wts-stand-in.ts";

interface Held {
  status: string;
  number: string | null;
  userId: string | null;
  notes: { text: string }[];
  messages: { text: string; direction: string }[];
}

const outcome = /^Session (?!Update Requested)/;

const textsProblem = (what: string, found: readonly string[], wanted: readonly string[] = []): string[] =>
  JSON.stringify(found.toSorted()) === JSON.stringify(wanted.toSorted())
    ? []
    : [`${what} ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`];

export const recoveryProblems = async (
  { sessionId, end, outcomes }: NumberedWork,
  admin: Admin,
  events: readonly BusEvent[],
): Promise<string[]> => {
  const { status, number, userId, ...held } = await admin<Held>("GET", `sessions/${sessionId}`);
  const notes = held.notes.map(({ text }) => text);
  const messages = held.messages.flatMap(({ text, direction }) => (direction === "TO_HUB" ? [text] : []));
  const published = events.filter(
    ({ "detail-type": type, detail }) => outcome.test(type) && detail.sessionId === sessionId,
  );
  // An outcome may be published twice, under the same id.
  const ids = new Set(published.map(({ detail }) => detail.id));
  return [
    ...(end.status !== undefined && status !== end.status ? [`status ${status}, not ${end.status}`] : []),
    ...(end.number !== undefined && number !== end.number ? [`number ${number}, not ${end.number}`] : []),
    ...(end.isOwned && userId === null ? ["nobody has it"] : []),
    ...textsProblem("notes", notes, end.notes),
    ...textsProblem("messages", messages, end.messages),
    ...(ids.size === outcomes ? [] : [`${ids.size} outcomes, not ${outcomes}`]),
  ];
};
