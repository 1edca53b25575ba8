// The frame of a view: its name, what it is for, and what can be done with all of it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";

interface PageProps {
  readonly title: string;
  readonly intro?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const Page = ({ title, intro, actions, children }: PageProps) => {
  const say = useWords(shellWords);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – ${say.product}`;
  }, [title]);
  return (
    <>
      <header class="page-head">
        <div>
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro !== undefined && <p class="quiet">{intro}</p>}
        </div>
        {actions !== undefined && <div class="actions">{actions}</div>}
      </header>
      {children}
    </>
  );
};
