// Where `new` writes, in which language, and to whom it says what it did.
import type { HooksConfig } from "../../lib/config.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import type { Output } from "../display/output.ts";

export interface NewPlace {
  /** The user's folder. */
  folder: string;
  configFile: string;
  /** What the stack of this machine reads. */
  secretsFile: string;
  /** Absent where it cannot be read, such as in the middle of an edit. */
  config: HooksConfig | undefined;
  language: Language;
  output: Output;
  /** Files are shown as they are reached from there. */
  cwd: string;
}
