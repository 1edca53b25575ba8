// What became of what the policies did, and of the moves, in the last days.
import { useSignal } from "@preact/signals";
import type { PolicyReport } from "../../../../lib/auto-close/report-policies.ts";
import type { MoveReport } from "../../../../lib/routing/rules/report-moves.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Meter } from "../../components/meter.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { reportWords } from "./report-words.ts";

const spans = [7, 30, 90] as const;

interface SectionProps<Row> {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  rowKey(row: Row): string;
}

/** Nothing at all where there is nothing to say. */
const Section = <Row,>({ title, rows, columns, rowKey }: SectionProps<Row>) =>
  rows.length === 0 ? null : (
    <section class="stack figures" aria-label={title}>
      <h2>{title}</h2>
      <DataTable caption={title} rows={rows} rowKey={rowKey} columns={columns} empty={null} />
    </section>
  );

const ofPolicy = (head: string, count: (report: PolicyReport) => number): Column<PolicyReport> => ({
  head,
  isNumber: true,
  cell: count,
});

const ofMoves = (head: string, count: (report: MoveReport) => number): Column<MoveReport> => ({
  head,
  isNumber: true,
  cell: count,
});

export const ReportTab = ({ account }: { readonly account: string }) => {
  const [say, sayAll] = [useWords(reportWords), useWords(autoCloseWords)];
  const days = useSignal<number>(7);
  const report = useAnswer("auto-close/report", { account, days: days.value }, { everyMs: 60_000 });
  const named: Column<PolicyReport> = {
    head: sayAll.policy,
    isHeader: true,
    cell: ({ policy }) => <Foreign text={policy} />,
  };
  return (
    <>
      <div class="filters">
        <Field label={say.days}>
          <select value={days.value} onChange={({ currentTarget }) => (days.value = Number(currentTarget.value))}>
            {spans.map((span) => (
              <option key={span} value={span}>
                {say.lastDays(span)}
              </option>
            ))}
          </select>
        </Field>
        <AsOf of={report} />
      </div>
      <Answer of={report}>
        {({ runs, policies, moves }) => (
          <>
            <p class="quiet">{say.intro(runs)}</p>
            {policies.length + moves.length === 0 && <div class="empty">{say.none}</div>}
            <Section
              title={say.closed}
              rows={policies.filter(({ closed, reopenedAtOnce }) => closed + reopenedAtOnce > 0)}
              rowKey={({ policy }) => policy}
              columns={[
                named,
                ofPolicy(say.closedHeads.closed, ({ closed }) => closed),
                {
                  head: say.closedHeads.within1h,
                  cell: ({ closed, afterClose }) => (
                    <Meter label={say.closedHeads.within1h} value={afterClose.wroteWithin1h} most={closed} />
                  ),
                },
                ofPolicy(say.closedHeads.within24h, ({ afterClose }) => afterClose.wroteWithin24h),
                ofPolicy(say.closedHeads.later, ({ afterClose }) => afterClose.wroteLater),
                ofPolicy(say.closedHeads.atOnce, ({ reopenedAtOnce }) => reopenedAtOnce),
                ofPolicy(say.closedHeads.undone, ({ afterClose }) => afterClose.undone),
                ofPolicy(say.closedHeads.notKnown, ({ afterClose }) => afterClose.notKnown),
              ]}
            />
            <Section
              title={say.warned}
              rows={policies.filter(({ warned }) => warned > 0)}
              rowKey={({ policy }) => policy}
              columns={[
                named,
                ofPolicy(say.warnedHeads.warned, ({ warned }) => warned),
                ofPolicy(say.warnedHeads.unanswered, ({ afterWarning }) => afterWarning.closedUnanswered),
                ofPolicy(say.warnedHeads.answered, ({ afterWarning }) => afterWarning.answered),
                ofPolicy(say.warnedHeads.notKnown, ({ afterWarning }) => afterWarning.notKnown),
              ]}
            />
            <Section
              title={say.would}
              rows={policies.filter(({ would }) => would.sessions > 0)}
              rowKey={({ policy }) => policy}
              columns={[
                named,
                ofPolicy(say.wouldHeads.would, ({ would }) => would.sessions),
                ofPolicy(say.wouldHeads.within1h, ({ would }) => would.movedOnWithin1h),
                ofPolicy(say.wouldHeads.within24h, ({ would }) => would.movedOnWithin24h),
                ofPolicy(say.wouldHeads.later, ({ would }) => would.movedOnLater),
                ofPolicy(say.wouldHeads.idle, ({ would }) => would.stillIdle),
              ]}
            />
            <Section
              title={say.moves}
              rows={moves}
              rowKey={({ by }) => by}
              columns={[
                { head: say.movesHeads.by, isHeader: true, cell: ({ by }) => <Foreign text={by} /> },
                ofMoves(say.movesHeads.moved, ({ moved }) => moved),
                ofMoves(say.movesHeads.within1h, ({ answeredWithin1h }) => answeredWithin1h),
                ofMoves(say.movesHeads.within24h, ({ answeredWithin24h }) => answeredWithin24h),
                ofMoves(say.movesHeads.notKnown, ({ answerNotKnown }) => answerNotKnown),
                {
                  head: say.movesHeads.again,
                  cell: ({ movedAgainBy }) => (
                    <Foreign
                      text={Object.entries(movedAgainBy)
                        .map(([again, count]) => `${again}: ${count}`)
                        .join(", ")}
                    />
                  ),
                },
              ]}
            />
            <p class="quiet">{say.person}</p>
          </>
        )}
      </Answer>
    </>
  );
};
