// Tells a key that WTS refuses everywhere from one that only lacks access to sessions: WTS answers the same 401 to both.
import type { Clock } from "../runtime/clock.ts";
import { WtsApiError } from "./wts-api-error.ts";

/** Undefined: nobody could find out, since WTS answered neither yes nor 401. */
type Verdict = "lacks-sessions" | "refused" | undefined;

export interface KeyAccess {
  /** What was found of this key in the last minutes, without asking anybody. */
  known(apiKey: string): Verdict;
  /** `probe` makes one call that needs no access to sessions; whoever asks at the same time shares its answer. */
  find(apiKey: string, probe: () => Promise<unknown>): Promise<Verdict>;
}

/** A key that is replaced in the secret is read as soon, and one that is given access works at once: its call is always tried. */
export const keyAccessMs = 300_000;

/** A key may lack access to everything there: sessions, messages, notes, files. */
export const needsSessionAccess = (route: string): boolean => route.startsWith("/chat/");

export const keyAccess = ({ clock }: { clock: Pick<Clock, "now"> }): KeyAccess => {
  let held: { apiKey: string; verdict: Verdict; untilMs: number } | undefined;
  let finding: { apiKey: string; verdict: Promise<Verdict> } | undefined;

  const known = (apiKey: string): Verdict =>
    held?.apiKey === apiKey && clock.now() < held.untilMs ? held.verdict : undefined;

  const ask = async (apiKey: string, probe: () => Promise<unknown>): Promise<Verdict> => {
    const verdict = await probe().then(
      (): Verdict => "lacks-sessions",
      (error: unknown): Verdict => (error instanceof WtsApiError && error.status === 401 ? "refused" : undefined),
    );
    if (verdict !== undefined) held = { apiKey, verdict, untilMs: clock.now() + keyAccessMs };
    return verdict;
  };

  return {
    known,
    find: (apiKey, probe) => {
      const verdict = known(apiKey);
      if (verdict !== undefined) return Promise.resolve(verdict);
      if (finding?.apiKey !== apiKey) {
        const asked = ask(apiKey, probe).finally(() => {
          if (finding?.verdict === asked) finding = undefined;
        });
        finding = { apiKey, verdict: asked };
      }
      return finding.verdict;
    },
  };
};
