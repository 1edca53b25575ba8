// What the page asks of routing.
export const routingQuestions = {};
