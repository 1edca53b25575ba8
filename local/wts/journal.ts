// Remembers what was asked of the stand-in, in the order it arrived, for tests that count and compare requests.

export interface JournalEntry {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  body: unknown;
  /** null says that no answer was sent. */
  status: number | null;
  /** From its arrival to its answer; null where there was none. It is real time. */
  tookMs: number | null;
  /** It is real time, also when the stand-in's clock was moved, because pacing is measured with it. */
  at: string;
  /** null says that the token opened no account. */
  account: string | null;
}

export interface Journal {
  add(entry: JournalEntry): void;
  of(account: string): JournalEntry[];
  clear(account: string): void;
}

const maxEntries = 50_000;

export const journal = (): Journal => {
  let entries: JournalEntry[] = [];
  const concerns = (entry: JournalEntry, account: string) => entry.account === account || entry.account === null;
  return {
    add: (entry) => {
      entries.push(entry);
      if (entries.length >= maxEntries * 1.1) entries = entries.slice(-maxEntries);
    },
    of: (account) => entries.slice(-maxEntries).filter((entry) => concerns(entry, account)),
    clear: (account) => {
      entries = entries.filter((entry) => !concerns(entry, account));
    },
  };
};
