// A defect of one view leaves the way to the others, and says what it was.
import type { ComponentChildren } from "preact";
import { useEffect, useErrorBoundary } from "preact/hooks";
import { useLocation } from "preact-iso";
import { Foreign } from "./components/foreign.tsx";
import { Notice } from "./components/notice.tsx";
import { shellWords } from "./words/shell-words.ts";
import { useWords } from "./words/use-words.ts";

export const ViewBoundary = ({ children }: { readonly children: ComponentChildren }) => {
  const say = useWords(shellWords);
  const { path } = useLocation();
  const [error, reset] = useErrorBoundary();
  useEffect(() => {
    if (error) reset();
  }, [path]);
  if (!error) return <>{children}</>;
  return (
    <Notice tone="bad" title={say.broken} isNews>
      <p>
        <Foreign text={String(error)} most={600} />
      </p>
      <button type="button" onClick={reset}>
        {say.tryAgain}
      </button>
    </Notice>
  );
};
