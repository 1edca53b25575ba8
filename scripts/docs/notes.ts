// What a person has to say of a thing that the code names, and the table of it.
import { code, markdownTable } from "./markdown-table.ts";

/** What it means; before that, what holds where it is left out, if that is no default of the code. */
export type Note = string | readonly [otherwise: string, meaning: string];
export type Notes = Readonly<Record<string, Note>>;

/** Throws unless each name has its note and each note its name: a table is complete or it is not written. */
export const requireNotes = (names: Iterable<string>, notes: object, file: string): void => {
  const known = new Set(names);
  const noted = new Set(Object.keys(notes));
  const missing = [...known.difference(noted)].map((name) => `describe ${name} in ${file}`);
  const left = [...noted.difference(known)].map((name) => `take ${name} out of ${file}: there is none any more`);
  if (missing.length + left.length > 0) throw new Error([...missing, ...left].join("\n"));
};

/** `preset` is the default as the code has it. */
export const noteTable = (
  header: string,
  noted: readonly { readonly name: string; readonly note: Note; readonly preset: string | undefined }[],
): string =>
  markdownTable(
    [header, "Default", "Meaning"],
    noted.map(({ name, note, preset }) => {
      const [otherwise, meaning] = typeof note === "string" ? ["–", note] : note;
      return [code(name), preset === undefined ? otherwise : code(preset), meaning];
    }),
  );
