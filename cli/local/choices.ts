// What people choose from in the local world, by the words they type.

/** Who says something: the contact, or one of those who speak on the team's side. */
export const speakers = ["contact", "agent", "bot", "campaign"] as const;
export type Speaker = (typeof speakers)[number];

export const presences = ["away", "back"] as const;
export type Presence = (typeof presences)[number];

/** Who spoke last waits for the other side. */
export type Waiting = "contact" | "us";
