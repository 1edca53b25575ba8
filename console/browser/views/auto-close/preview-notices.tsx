// What a preview has to say before its sessions: what keeps a run from doing any of it.
import type { ComponentChildren } from "preact";
import type { RunPreview } from "../../../../cli/auto-close/show-preview.ts";
import { Notice } from "../../components/notice.tsx";
import { ProblemList } from "../../components/problem-list.tsx";
import { useWords } from "../../words/use-words.ts";
import { previewWords } from "./preview-words.ts";

interface PreviewNoticesProps {
  readonly preview: Pick<RunPreview, "noRun" | "runId" | "ends" | "problems">;
  readonly children?: ComponentChildren;
}

export const PreviewNotices = ({ preview: { noRun, runId, ends, problems }, children }: PreviewNoticesProps) => {
  const say = useWords(previewWords);
  return (
    <>
      {noRun && (
        <Notice tone="warning" title={say.noRun[noRun]}>
          {runId !== undefined && <a href={`/auto-close/runs/${runId}`}>{runId}</a>}
        </Notice>
      )}
      {ends && (
        <Notice tone={ends.reason === "breaker" ? "bad" : "neutral"} title={say.ends[ends.reason](ends.after)} />
      )}
      <ProblemList title={say.problems} tone="bad" problems={problems} />
      {children}
    </>
  );
};
