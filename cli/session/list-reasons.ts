// Why a session is in the list of those that something of ours is about.
/** Why a session is in the list, in the order in which somebody has to look at them. */
export const listReasons = ["parked", "waiting", "due", "held", "acted"] as const;
export type ListReason = (typeof listReasons)[number];
