// Why somebody does it: the team reads it in the session's note.
import type { Signal } from "@preact/signals";
import { Field } from "../../components/field.tsx";
import { useWords } from "../../words/use-words.ts";
import { sessionsWords } from "./sessions-words.ts";

/** Undefined where nothing, or nothing but spaces, was typed. */
export const typedIn = ({ value }: Signal<string>): string | undefined =>
  value.trim() === "" ? undefined : value.trim();

export const ReasonField = ({ value }: { readonly value: Signal<string> }) => {
  const say = useWords(sessionsWords);
  return (
    <Field label={say.why} hint={say.whyNote}>
      <input maxLength={200} value={value.value} onInput={({ currentTarget }) => (value.value = currentTarget.value)} />
    </Field>
  );
};
