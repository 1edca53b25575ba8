// Begins a run by hand, once somebody has seen what it would do.
import { ActDialog } from "../../components/act-dialog.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useWords } from "../../words/use-words.ts";
import { Counts } from "./counts.tsx";
import { DueTable } from "./due-table.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { policiesWords } from "./policies-words.ts";
import { PreviewNotices } from "./preview-notices.tsx";

interface RunNowProps {
  readonly account: string;
  readonly policy?: string;
  onDone(runId: string): void;
  onClose(): void;
}

export const RunNow = ({ account, policy, onDone, onClose }: RunNowProps) => {
  const say = useWords(policiesWords);
  return (
    <ActDialog
      act="auto-close/run"
      params={{ account, ...(policy !== undefined && { policy }) }}
      title={say.titles.run}
      doIt={say.runNow.replace(" …", "")}
      mayBeDone={({ noRun }) => noRun === undefined}
      onDone={({ answer }) => onDone("runId" in answer ? answer.runId : answer.id)}
      onClose={onClose}
    >
      {(preview) => (
        <div class="stack">
          <PreviewNotices preview={preview} />
          <p>{preview.sessions.length === 0 ? say.runNothing : say.runMeans}</p>
          <Counts counts={preview.counts} onlyDone />
          <ul class="plain-list">
            {preview.policies.map(({ name, mode }) => (
              <li key={name}>
                <Foreign text={name} /> <ModeBadge mode={mode} />
              </li>
            ))}
          </ul>
          {preview.sessions.length > 0 && <DueTable sessions={preview.sessions} />}
        </div>
      )}
    </ActDialog>
  );
};
