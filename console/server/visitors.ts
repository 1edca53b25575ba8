// Knows who was let in: a one-time token of a printed address becomes a cookie, and a key that the page sends beside it.
import { createHash, randomBytes } from "node:crypto";

export interface Visit {
  readonly cookie: string;
  /** A cookie goes to every port of this machine; this goes to nobody but us, since the page keeps it for its own address. */
  readonly key: string;
}

const secret = (): string => randomBytes(32).toString("base64url");

/** What is kept and looked up is a digest: how long a look-up takes says nothing about what was to be guessed. */
const digest = (text: string): string => createHash("sha256").update(text).digest("base64url");

export const visitors = () => {
  const tokens = new Set<string>();
  const visits = new Map<string, string>();
  return {
    /** Lets one in, once. */
    newToken: (): string => {
      const token = secret();
      tokens.add(digest(token));
      return token;
    },
    /** Undefined for a token that was never given out, or was used before. */
    enter: (token: string): Visit | undefined => {
      if (!tokens.delete(digest(token))) return undefined;
      const visit = { cookie: secret(), key: secret() };
      visits.set(digest(visit.cookie), digest(visit.key));
      return visit;
    },
    isIn: ({ cookie, key }: Partial<Visit>): boolean =>
      cookie !== undefined && key !== undefined && visits.get(digest(cookie)) === digest(key),
  };
};

export type Visitors = ReturnType<typeof visitors>;
