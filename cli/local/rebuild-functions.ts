// `local rebuild`: what runs here is built with the configuration as it is now; records, queues, conversations and clock stay.
import { localWords } from "./local-words.ts";
import type { LocalWorld } from "./with-local-world.ts";

/** What `local rebuild --json` prints. */
export interface RebuiltAnswer {
  /** From what it was built; null for what says nothing of it. */
  readonly build: string | null;
  /** What the build says of a configuration that it takes all the same. */
  readonly advice: readonly string[];
}

export const rebuildFunctions = async ({ output, locale, runner }: LocalWorld): Promise<void> => {
  const { build = null, advice } = await runner<{ build?: string; advice: readonly string[] }>("POST", "rebuild");
  output.json({ build, advice } satisfies RebuiltAnswer);
  output.warn(...advice);
  output.line(localWords[locale.language].rebuilt);
};
