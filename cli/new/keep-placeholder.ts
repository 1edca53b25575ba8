// Puts a made-up secret of a new source into the file of secrets that git ignores, so that its sample can be signed here.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { isProperties, own } from "../../lib/core/value.ts";
import { withJsonEntry } from "./edit-object.ts";

interface Placeholder {
  file: string;
  name: string;
  secret: string;
  /** The key of the sender's API, where the source asks it something. */
  lookupSecret: string | undefined;
}

const sourcesIn = (text: string): object => {
  try {
    const sources = own(JSON.parse(text), "sources");
    return isProperties(sources) ? sources : {};
  } catch {
    return {};
  }
};

/** "kept" where there is a secret of that name already; "not-kept" for a file that a person has to mend. */
export const keepPlaceholder = ({ file, name, secret, lookupSecret }: Placeholder): "added" | "kept" | "not-kept" => {
  const text = existsSync(file) ? readFileSync(file, "utf8") : undefined;
  if (text === undefined) return "not-kept";
  if (Object.hasOwn(sourcesIn(text), name)) return "kept";
  const value = lookupSecret === undefined ? [secret] : { secrets: [secret], lookupSecret };
  const item = `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
  const changed = withJsonEntry(text, { path: ["sources"], container: "ObjectExpression", item, isJson: true });
  if (changed === undefined) return "not-kept";
  writeFileSync(file, changed);
  return "added";
};
