// A configuration that a document shows, read as the build reads it.
import { stripTypeScriptTypes } from "node:module";
import {
  defineAutoClosePolicy,
  defineConfig,
  defineRoutingPolicy,
  defineSource,
  type HooksConfig,
} from "../../../lib/config.ts";
import { type Block, blocksOfKind, englishPages } from "./documents.ts";

/** The first one of the English pages that has this text. */
export const exampleWith = (part: string): Block => {
  const isEnglish = ({ page }: Block) => englishPages.some(({ path }) => path === page);
  const [, found] =
    blocksOfKind("ts config", "ts routing").find(([, block]) => isEnglish(block) && block.text.includes(part)) ?? [];
  if (found === undefined) throw new Error(`no configuration of the documents has ${part}`);
  return found;
};

export const configurationOf = ({ text }: Block): HooksConfig => {
  const written = stripTypeScriptTypes(text)
    .replace(/^import .*$/m, "")
    .replace("export default ", "return ");
  const given = { defineConfig, defineSource, defineAutoClosePolicy, defineRoutingPolicy };
  return new Function(...Object.keys(given), written)(...Object.values(given));
};
