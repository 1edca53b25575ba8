// What the page does with auto-close.
export const autoCloseActs = {};
