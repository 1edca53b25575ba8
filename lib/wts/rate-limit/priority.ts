// Who goes before whom where the rate does not do for everybody.

/** `caller` waits on a connection, `queue` for a webhook's or an event's effect, `background` for nobody. */
export const priorities = ["caller", "queue", "background"] as const;
export type Priority = (typeof priorities)[number];
