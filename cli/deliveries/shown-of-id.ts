// Says how much of a command id people are shown.

/** It is nearly always the only one of a day that begins like that. */
export const shownOfId = 12;
