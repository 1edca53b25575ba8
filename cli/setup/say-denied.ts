// Says which permission misses where AWS refuses something, and where it stands to be pasted.
import { setupWords } from "./setup-words.ts";
import type { SetupContext } from "./step.ts";

/** AWS names it in the same words, whichever service it was. */
const deniedIn = (text: string): string | undefined =>
  /not authorized to perform:? ?`?([A-Za-z0-9]+:[A-Za-z*]+)/.exec(text)?.[1];

/** Nothing where nothing was refused for want of a permission. */
export const sayDenied = (text: string, { language, place }: Pick<SetupContext, "language" | "place">): string[] => {
  const say = setupWords[language];
  const denied = deniedIn(text);
  return denied === undefined ? [] : [say.denied(denied), say.policyCommand(place)];
};
