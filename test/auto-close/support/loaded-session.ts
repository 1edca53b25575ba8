// A session by its number, for runs over many: a tenth of them is idle.
const hourMs = 3_600_000;

/** Of ten sessions one is idle, four wait for an answer, three were answered lately, and two are over. */
export const loadedSession = (index: number, nowMs: number, isAnswerRead: boolean): object => {
  const at = (hours: number): string => new Date(nowMs - hours * hourMs - index).toISOString();
  const kind = index % 10;
  const common = {
    id: `5e551aad-0000-4000-8000-${String(index).padStart(12, "0")}`,
    // Many share one contact: what a contact is does not matter here.
    contactId: `c0a7ac70-0000-4000-8000-${String(index % 1_000).padStart(12, "0")}`,
    channelType: "ZAPI_WHATSAPP",
    messages: [],
    createdAt: new Date(nowMs - 72 * hourMs + index * 1_000).toISOString(),
  };
  const answer = { direction: "TO_HUB", text: "Segue.", at: at(19) };
  if (kind === 0)
    return {
      ...common,
      status: "IN_PROGRESS",
      lastMessageIn: at(20),
      lastMessageOut: at(19),
      ...(isAnswerRead && { messages: [answer] }),
    };
  if (kind < 5) return { ...common, status: "PENDING", userId: null, lastMessageIn: at(18), lastMessageOut: at(19) };
  if (kind < 8) return { ...common, status: "IN_PROGRESS", lastMessageIn: at(2), lastMessageOut: at(1) };
  return { ...common, status: "COMPLETED", lastMessageIn: at(20), lastMessageOut: at(19) };
};
