// What the page does with sessions.
export const sessionsActs = {};
