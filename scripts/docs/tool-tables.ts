// The environment variables that count on one machine, and what `npm run` has.
import { readFileSync } from "node:fs";
import { readSettings } from "../../local/start/read-settings.ts";
import { projectRoot } from "./documents.ts";
import { code, markdownTable } from "./markdown-table.ts";
import { noteTable, requireNotes } from "./notes.ts";
import { environmentNotes, scriptNotes } from "./tool-notes.ts";

const file = "scripts/docs/tool-notes.ts";

/** The build and the command line read it; `npm start` reads all others. */
const readByBuild = "HOOKS_CONFIG";

const readByStart = (): readonly string[] => {
  const names: string[] = [];
  const get = (_environment: object, name: string | symbol): undefined => {
    names.push(String(name));
  };
  readSettings(new Proxy({}, { get }));
  return names;
};

export const environmentTable = (): string => {
  requireNotes([...readByStart(), readByBuild], environmentNotes, file);
  const { port, wtsPort } = readSettings({});
  const presets = new Map([
    ["PORT", String(port)],
    ["WTS_PORT", String(wtsPort)],
  ]);
  return noteTable(
    "Variable",
    Object.entries(environmentNotes).map(([name, note]) => ({ name, note, preset: presets.get(name) })),
  );
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
