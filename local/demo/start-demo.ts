// Starts the stack that the demo plays on, which is that of the pictures in the documents, too.
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Language } from "../../lib/core/texts/language.ts";
import type { BusEvent } from "../lambda/event-bus.ts";
import { ownModule } from "../own-module.ts";
import { packageFunctions } from "../package-functions.ts";
import { type Stack, startStack } from "../stack.ts";
import { userFolder } from "../user-folder.mjs";
import { type DemoWorld, demoWorld } from "./world.ts";

export interface StartedDemo {
  readonly stack: Stack;
  readonly world: DemoWorld;
  readonly configFile: string;
  /** Everything the functions printed; it is shown only when a step went wrong. */
  readonly lines: readonly string[];
}

/** `onClock` is called whenever the clock was moved. */
export const startDemo = async (language: Language, onClock: () => void = () => {}): Promise<StartedDemo> => {
  const name = language === "en" ? "hooks.config" : `hooks.config.${language}`;
  const configFile = fileURLToPath(ownModule(name, import.meta.url));
  const packageDir = await packageFunctions({ configFile, folder: join(userFolder(), ".local/demo") });
  const events: BusEvent[] = [];
  const lines: string[] = [];
  const stack = await startStack({
    packageDir,
    onClock,
    onLog: (source, line) => lines.push(`${source} | ${line}`),
    onEvent: (event) => events.push(event),
  });
  return { stack, world: await demoWorld(stack, events), configFile, lines };
};
