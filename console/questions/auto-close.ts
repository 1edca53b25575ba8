// What the page asks of auto-close.
export const autoCloseQuestions = {};
