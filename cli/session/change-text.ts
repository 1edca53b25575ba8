// Says what one field of a session was and is, or would be, by the names that people know: for what was done, and for what is about to be.
import type { FieldChange } from "../../lib/commands/apply/preview.ts";
import { instantText } from "../../lib/core/texts/instant-text.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { storyWords } from "./story-words.ts";

interface Naming {
  locale: Locale;
  nameOf(id: string): string;
}

/** One field as a dry run shows it: what it is, and what it would be. */
export interface ShownChange extends FieldChange {
  /** The field's name in the configured language. */
  label: string;
  /** Absent where WTS does not show the present value. */
  fromText?: string;
  toText: string;
}

const instantFields = ["EndAt", "Hold"];

const valueText = (field: string, value: unknown, { locale, nameOf }: Naming): string | undefined => {
  const say = storyWords[locale.language];
  if (value === undefined) return undefined;
  if (value === null) return field === "UserId" ? say.now.nobody : field === "Hold" ? say.noHold : say.none;
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  if (field === "UserId" || field === "DepartmentId") return nameOf(text);
  const isInstant = instantFields.includes(field) && !Number.isNaN(Date.parse(text));
  return isInstant ? instantText(Date.parse(text), locale) : text;
};

const labelOf = (field: string, { locale }: Naming): string => storyWords[locale.language].fields[field] ?? field;

/** "owner: João → Carla"; what was not there before, or stays, has no arrow. */
export const changeText = (field: string, { from, to }: { from?: unknown; to?: unknown }, naming: Naming): string => {
  const [before, after] = [from, to].map((value) => valueText(field, value, naming));
  const { change } = storyWords[naming.locale.language];
  return change(labelOf(field, naming), before === after ? undefined : before, after);
};

export const shownChange = (change: FieldChange, naming: Naming): ShownChange => {
  const { field, from, to } = change;
  const fromText = valueText(field, from, naming);
  return {
    ...change,
    label: labelOf(field, naming),
    ...(fromText !== undefined && { fromText }),
    toText: valueText(field, to, naming) ?? "",
  };
};
