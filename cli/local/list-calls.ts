// `local calls`: which calls of WTS the functions and this command line made here, as the stand-in remembers them.
import { alignedTable } from "../display/aligned-table.ts";
import { shownTime } from "../display/time-text.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

export interface LocalCall {
  /** The ISO instant at which it arrived. */
  readonly at: string;
  readonly method: string;
  /** A phone number in it is hidden. */
  readonly path: string;
  /** Null: no answer was sent. */
  readonly status: number | null;
  /** Until it was answered; null where it was not. */
  readonly tookMs: number | null;
}

/** What `local calls --json` prints, the newest first. */
export interface LocalCallsAnswer {
  readonly account: string;
  /** Those that fit, of which `calls` are the newest. */
  readonly total: number;
  readonly calls: readonly LocalCall[];
}

interface Listing {
  /** Only of this session, by its id. */
  session: string | undefined;
  limit: number;
}

const withoutPhone = (path: string): string => path.replace(/(\/phonenumber\/)[^/]+/, "$1…");

export const listCalls = async (world: LocalWorld, { session = "", limit }: Listing): Promise<void> => {
  const { output, locale, account } = world;
  const say = localWords[locale.language];
  const all = await world.wts<LocalCall[]>("GET", "requests");
  const fitting = all.filter(({ path }) => path.toLowerCase().includes(session.toLowerCase()));
  const calls = fitting
    .slice(-limit)
    .reverse()
    .map(
      ({ at, method, path, status, tookMs }): LocalCall => ({ at, method, path: withoutPhone(path), status, tookMs }),
    );
  output.json({ account, total: fitting.length, calls } satisfies LocalCallsAnswer);
  if (calls.length === 0) return output.line(say.noCalls);
  output.line(
    ...alignedTable([
      say.callHeads,
      ...calls.map(({ at, method, path, status, tookMs }) => [
        shownTime(at, locale),
        method,
        path,
        String(status ?? say.noAnswer),
        tookMs === null ? undefined : `${tookMs} ms`,
      ]),
    ]),
  );
};
