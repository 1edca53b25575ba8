// What the page asks of local.
export const localQuestions = {};
