// `local reset`: everything here as just after `npm start`; the clock is this machine's again.
import type { Confirmed } from "../confirm.ts";
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

/** What `local reset --json` prints. */
export interface ResetAnswer {
  readonly reset: true;
}

export const resetWorld = async (world: LocalWorld, confirmed: Confirmed): Promise<void> => {
  const { output, locale, runner } = world;
  const say = localWords[locale.language];
  await confirmed(say.resetQuestion, locale.language);
  await runner("POST", "reset");
  output.json({ reset: true } satisfies ResetAnswer);
  output.line(say.reset);
};
