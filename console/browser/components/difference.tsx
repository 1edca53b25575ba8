// What a write would change: each thing as it is, and as it would be.
import type { ComponentChildren } from "preact";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";

export interface Change {
  readonly name: string;
  readonly before: ComponentChildren;
  readonly after: ComponentChildren;
}

const isNothing = (value: ComponentChildren): boolean => value === undefined || value === null || value === "";

export const Difference = ({ changes }: { readonly changes: readonly Change[] }) => {
  const say = useWords(shellWords);
  const shown = (value: ComponentChildren): ComponentChildren =>
    isNothing(value) ? <span class="quiet">{say.nothing}</span> : value;
  return (
    <dl class="difference">
      {changes.map(({ name, before, after }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <del>
              <span class="for-readers">{say.before}: </span>
              {shown(before)}
            </del>
            <span aria-hidden="true"> → </span>
            <ins>
              <span class="for-readers">{say.after}: </span>
              {shown(after)}
            </ins>
          </dd>
        </div>
      ))}
    </dl>
  );
};
