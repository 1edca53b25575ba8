// The environment variables that count on one machine, and what `npm run` has.
import { readFileSync } from "node:fs";
import { readSettings } from "../../local/read-settings.ts";
import { projectRoot } from "./documents.ts";
import { code, markdownTable } from "./markdown-table.ts";
import { readNote, requireNotes } from "./notes.ts";
import { environmentNotes, scriptNotes } from "./tool-notes.ts";

const file = "scripts/docs/tool-notes.ts";

/** Of the build and of the command line; the others are `npm start`'s. */
const ofTheBuild = "HOOKS_CONFIG";

const readByStart = (): readonly string[] => {
  const names: string[] = [];
  const get = (_environment: object, name: string | symbol): undefined => {
    names.push(String(name));
  };
  readSettings(new Proxy({}, { get }));
  return names;
};

export const environmentTable = (): string => {
  requireNotes([...readByStart(), ofTheBuild], environmentNotes, file);
  const { port, wtsPort } = readSettings({});
  const presets = new Map([
    ["PORT", port],
    ["WTS_PORT", wtsPort],
  ]);
  const rows = Object.entries(environmentNotes).map(([name, note]) => {
    const [otherwise, meaning] = readNote(note);
    const preset = presets.get(name);
    return [code(name), preset === undefined ? otherwise : code(String(preset)), meaning];
  });
  return markdownTable(["Variable", "Default", "Meaning"], rows);
};

export const scriptTable = (): string => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", projectRoot), "utf8")) as { scripts: object };
  const names = Object.keys(scripts).map((name) =>
    ["start", "test"].includes(name) ? `npm ${name}` : `npm run ${name}`,
  );
  requireNotes(names, scriptNotes, file);
  return markdownTable(
    ["Command", "Does"],
    Object.entries(scriptNotes).map(([name, does]) => [code(name), does]),
  );
};
