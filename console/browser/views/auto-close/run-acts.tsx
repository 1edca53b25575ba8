// What can be done with one run: undone, or let go on, each with what would come of it.
import { ActDialog } from "../../components/act-dialog.tsx";
import { Badge } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { Counts } from "./counts.tsx";
import { LongTable } from "./long-table.tsx";
import { reasonWords } from "./reason-words.ts";
import { runsWords } from "./runs-words.ts";
import { SessionCell } from "./session-cell.tsx";

interface RunActProps {
  readonly account: string;
  readonly run: string;
  onDone(news: string): void;
  onClose(): void;
}

export const UndoRun = ({ account, run, onDone, onClose }: RunActProps) => {
  const [say, sayAll] = [useWords(runsWords), useWords(autoCloseWords)];
  return (
    <ActDialog
      act="auto-close/undo"
      params={{ account, run }}
      title={say.undoTitle}
      doIt={say.undo.replace(" …", "")}
      mayBeDone={({ counts }) => (counts["would-restore"] ?? 0) > 0}
      onDone={() => onDone(say.done.undone)}
      onClose={onClose}
    >
      {({ counts, sessions }) => (
        <div class="stack">
          <p>{counts["would-restore"] ? say.undoMeans : say.undoNothing}</p>
          <Counts counts={counts} />
          <LongTable
            caption={say.undoTitle}
            rows={sessions}
            rowKey={({ id }) => id}
            empty={say.undoNothing}
            columns={[
              { head: sayAll.session, isHeader: true, cell: ({ id }) => <SessionCell id={id} /> },
              { head: sayAll.policy, cell: ({ policy }) => <Foreign text={policy} /> },
              {
                head: say.result,
                cell: ({ result }) => (
                  <Badge tone={result === "would-restore" ? "good" : "neutral"}>{say.results[result]}</Badge>
                ),
              },
              { head: sayAll.why, cell: ({ code }) => code !== undefined && reasonWords(code, language.value) },
            ]}
          />
        </div>
      )}
    </ActDialog>
  );
};

export const ContinueRun = ({ account, run, onDone, onClose }: RunActProps) => {
  const say = useWords(runsWords);
  return (
    <ActDialog
      act="auto-close/continue"
      params={{ account, run }}
      title={say.continueTitle}
      doIt={say.continue.replace(" …", "")}
      onDone={() => onDone(say.done.continued)}
      onClose={onClose}
    >
      {({ stoppedAt, counts }) => (
        <div class="stack">
          <p>{say.continueMeans(stoppedAt)}</p>
          <div>
            <p>{say.soFar}</p>
            <Counts counts={counts} />
          </div>
        </div>
      )}
    </ActDialog>
  );
};
