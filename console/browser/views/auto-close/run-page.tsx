// One run: what it was, every session it came to, and taking it back.
import { useSignal } from "@preact/signals";
import type { ShownRun } from "../../../../cli/auto-close/show-run.ts";
import type { SessionRecord } from "../../../../lib/auto-close/records/run-records.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { Time } from "../../components/time.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { SessionStatus } from "../sessions/session-status.tsx";
import { autoCloseWords } from "./auto-close-words.ts";
import { Counts } from "./counts.tsx";
import { LongTable } from "./long-table.tsx";
import { ModeBadge } from "./mode-badge.tsx";
import { reasonWords } from "./reason-words.ts";
import { ContinueRun, UndoRun } from "./run-acts.tsx";
import { RunState, StartedBy } from "./run-state.tsx";
import { runsWords } from "./runs-words.ts";
import { SaidSoText } from "./said-so-text.tsx";
import { SessionCell } from "./session-cell.tsx";

const tones: Readonly<Partial<Record<NonNullable<SessionRecord["result"]>, Tone>>> = {
  closed: "accent",
  warned: "warning",
  failed: "bad",
};

const isoOf = (ms: number): string => new Date(ms).toISOString();

const RunFacts = ({ run }: { readonly run: ShownRun }) => {
  const say = useWords(runsWords);
  return (
    <div class="card stack">
      <Facts
        facts={[
          [
            say.facts.started,
            <span key="started">
              <Time at={run.startedAt} />, <StartedBy run={run} />
            </span>,
          ],
          [
            say.facts.ended,
            run.endedAt !== undefined && run.endedAt !== "" ? <Time key="at" at={run.endedAt} /> : null,
          ],
          [say.facts.idleAsOf, <Time key="at" at={run.now} />],
          [say.facts.state, <RunState key="state" state={run.state} isUndone={run.undos.length > 0} />],
          [say.facts.continued, run.continued && <SaidSoText key="who" saidSo={run.continued} />],
          [
            say.facts.policies,
            <ul key="policies" class="plain-list">
              {run.policies.map(({ name, mode }) => (
                <li key={name}>
                  <Foreign text={name} /> <ModeBadge mode={mode} />
                </li>
              ))}
            </ul>,
          ],
          [say.facts.sessions, <Counts key="counts" counts={run.counts} />],
          ...run.undos.map((undo) => [say.undos, <SaidSoText key={undo.at} saidSo={undo} />] as const),
        ]}
      />
      {run.problems.length > 0 && (
        <Notice tone="bad" title={say.facts.problems}>
          <ul>
            {run.problems.map((problem) => (
              <li key={problem}>
                <Foreign text={problem} most={400} />
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  );
};

const RunSessions = ({ run }: { readonly run: ShownRun }) => {
  const [say, sayAll] = [useWords(runsWords), useWords(autoCloseWords)];
  const restored = new Set(
    run.undos.flatMap(({ sessions }) => sessions.flatMap(({ id, result }) => (result === "restored" ? [id] : []))),
  );
  return (
    <section class="stack" aria-label={say.sessions}>
      <h2>{say.sessions}</h2>
      <LongTable
        caption={say.sessions}
        rows={run.sessions}
        rowKey={({ id, action }) => `${id} ${action}`}
        empty={say.noSessions}
        columns={[
          { head: sayAll.session, isHeader: true, cell: ({ id }) => <SessionCell id={id} /> },
          { head: sayAll.policy, cell: ({ policy }) => <Foreign text={policy} /> },
          {
            head: say.result,
            cell: ({ id, result, code }) => (
              <>
                <Badge tone={(result && tones[result]) ?? "neutral"}>
                  {result === undefined ? say.underWay : say.results[result]}
                </Badge>{" "}
                {restored.has(id) && <Badge tone="good">{say.openedAgain}</Badge>}
                {code !== undefined && <div class="quiet">{reasonWords(code, language.value)}</div>}
              </>
            ),
          },
          { head: say.statusBefore, cell: ({ before }) => <SessionStatus status={before.status} /> },
          {
            head: sayAll.contactWrote,
            cell: ({ before }) => before.lastMessageInMs !== null && <Time at={isoOf(before.lastMessageInMs)} />,
          },
          {
            head: sayAll.wasAnswered,
            cell: ({ before }) => before.lastMessageOutMs !== null && <Time at={isoOf(before.lastMessageOutMs)} />,
          },
          {
            head: sayAll.why,
            cell: ({ reasons }) =>
              reasons
                .filter((code) => code !== "MATCHED")
                .map((code) => reasonWords(code, language.value))
                .join("; "),
          },
        ]}
      />
    </section>
  );
};

export const RunPage = ({ account, run: id }: { readonly account: string; readonly run: string }) => {
  const say = useWords(runsWords);
  const run = useAnswer("auto-close/run", { account, run: id });
  const opened = useSignal<"undo" | "continue" | undefined>(undefined);
  const news = useSignal<string | undefined>(undefined);
  const acting = {
    account,
    run: id,
    onDone: (text: string) => {
      opened.value = undefined;
      news.value = text;
      run.refresh();
    },
    onClose: () => {
      opened.value = undefined;
    },
  };
  return (
    <>
      <div class="actions">
        <a href="/auto-close/runs">← {say.back}</a>
        <AsOf of={run} />
      </div>
      {news.value !== undefined && <Notice tone="good" title={news.value} isNews />}
      <Answer of={run}>
        {(shown) => (
          <>
            <header class="card-head">
              <h2>{say.title(shown.id)}</h2>
              <div class="actions">
                {shown.state === "stopped" && !shown.continued && (
                  <button type="button" class="primary" onClick={() => (opened.value = "continue")}>
                    {say.continue}
                  </button>
                )}
                {(shown.counts.closed ?? 0) > 0 && (
                  <button type="button" onClick={() => (opened.value = "undo")}>
                    {say.undo}
                  </button>
                )}
              </div>
            </header>
            <RunFacts run={shown} />
            <RunSessions run={shown} />
          </>
        )}
      </Answer>
      {opened.value === "undo" && <UndoRun {...acting} />}
      {opened.value === "continue" && <ContinueRun {...acting} />}
    </>
  );
};
