// What the page does with routing.
export const routingActs = {};
