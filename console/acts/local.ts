// What the page does with local.
export const localActs = {};
