// What the page asks of sessions.
export const sessionsQuestions = {};
