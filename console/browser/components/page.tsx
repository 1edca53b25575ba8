// The frame of a view: its name, what it is for, and what can be done with all of it.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { useLocation } from "preact-iso";
import { shellWords } from "../words/shell-words.ts";
import { useWords } from "../words/use-words.ts";
import { keepFocus } from "./keep-focus.ts";

/** Undefined before the first: nobody is moved when the page opens. */
let lastPath: string | undefined;
const viewOf = (path: string): string => path.split("/")[1] ?? "";

interface PageProps {
  readonly title: string;
  readonly intro?: ComponentChildren;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const Page = ({ title, intro, actions, children }: PageProps) => {
  const say = useWords(shellWords);
  const heading = useRef<HTMLHeadingElement>(null);
  const { path } = useLocation();
  useEffect(() => {
    document.title = `${title} – ${say.product}`;
  }, [title]);
  // Whoever does not see that there is another view hears its name; within one, only who stood on what is gone is moved.
  useEffect(() => {
    const before = lastPath;
    lastPath = path;
    if (before === undefined || before === path) return;
    if (viewOf(before) === viewOf(path)) keepFocus(null);
    else heading.current?.focus();
  }, [path]);
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
