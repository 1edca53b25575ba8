// A property name comes from the sender: it may be shown in a path only when it looks like a name and not like data.

const nameLike = /^[A-Za-z_$][A-Za-z0-9_$-]{0,39}$/;

/** The name itself, or `?` for one that could be a secret, a phone number or text. */
export const shownKey = (key: string): string => (nameLike.test(key) ? key : "?");
