// The sessions that stay: first how many for the same reason, then each with why, and until when.
import { useSignal } from "@preact/signals";
import type { StayingSession } from "../../../../cli/auto-close/previewed-session.ts";
import { DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { LongTable } from "./long-table.tsx";
import { previewWords } from "./preview-words.ts";
import { reasonWords } from "./reason-words.ts";
import { SessionCell } from "./session-cell.tsx";

interface Group {
  readonly key: string;
  /** It has the first time at which one of them may be due: they come in that order. */
  readonly first: StayingSession;
  readonly count: number;
}

const keyOf = ({ policy = "", code }: StayingSession): string => `${policy} ${code}`;

const groupsOf = (staying: readonly StayingSession[]): readonly Group[] =>
  [...Map.groupBy(staying, keyOf)]
    .flatMap(([key, [first, ...others]]) => (first ? [{ key, first, count: others.length + 1 }] : []))
    .sort((one, other) => other.count - one.count);

export const StayingTables = ({ staying }: { readonly staying: readonly StayingSession[] }) => {
  const [say, sayAll] = [useWords(previewWords), useWords(autoCloseWords)];
  const chosen = useSignal<string | undefined>(undefined);
  const shown = chosen.value === undefined ? staying : staying.filter((one) => keyOf(one) === chosen.value);
  const policyCell = ({ policy }: StayingSession) => policy !== undefined && <Foreign text={policy} />;
  return (
    <>
      <h3>{say.groups}</h3>
      <DataTable
        caption={say.groups}
        rows={groupsOf(staying)}
        rowKey={({ key }) => key}
        empty={say.noStaying}
        columns={[
          { head: sayAll.why, isHeader: true, cell: ({ first }) => reasonWords(first.code, language.value) },
          { head: say.groupHeads.sessions, isNumber: true, cell: ({ count }) => count },
          { head: sayAll.policy, cell: ({ first }) => policyCell(first) },
          { head: say.groupHeads.first, cell: ({ first: { until } }) => until !== undefined && <Time at={until} /> },
          {
            head: say.outcome,
            cell: ({ key }) => (
              <button
                type="button"
                class="link"
                aria-pressed={chosen.value === key}
                onClick={() => (chosen.value = chosen.value === key ? undefined : key)}
              >
                {chosen.value === key ? say.showAll : say.showThese}
              </button>
            ),
          },
        ]}
      />
      {staying.length > 0 && (
        <>
          <h3>{say.staying}</h3>
          <LongTable
            caption={say.staying}
            rows={shown}
            rowKey={({ sessionId }) => sessionId}
            empty={say.noStaying}
            columns={[
              {
                head: sayAll.session,
                isHeader: true,
                cell: ({ sessionId, number }) => <SessionCell id={sessionId} number={number} />,
              },
              { head: sayAll.policy, cell: policyCell },
              {
                head: sayAll.why,
                cell: ({ why, code }) => <Foreign text={why ?? reasonWords(code, language.value)} most={300} />,
              },
              {
                head: say.until,
                cell: ({ until }) =>
                  until === undefined ? <span class="quiet">{say.noUntil}</span> : <Time at={until} />,
              },
            ]}
          />
        </>
      )}
    </>
  );
};
