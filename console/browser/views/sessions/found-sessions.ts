// Where a search leads: what is typed may be a phone number or a pasted link, which is kept in no address, history or title.
import { sessionHref, sessionsRoot } from "./session-href.ts";

/** An id has a letter in it, which no phone number has, and a protocol number begins with its day. */
const namesSession = /^(?:(?=.*[a-z])[a-z0-9-]{1,64}|20\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{5})$/i;

/** It is forgotten when the page is closed or loaded anew. */
const typed: string[] = [];

/** Whether it may stand in an address or a title. */
export const mayBeNamed = (asked: string): boolean => namesSession.test(asked);

export const foundHref = (asked: string): string => {
  if (mayBeNamed(asked)) return sessionHref(asked);
  return `${sessionsRoot.slice(0, -1)}?found=${typed.push(asked) - 1}`;
};

/** Undefined for an address of another page load. */
export const typedAt = (found: string | undefined): string | undefined => typed[Number(found)];
