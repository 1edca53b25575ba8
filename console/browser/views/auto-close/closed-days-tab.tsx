// Which days are closed, for whom and why, who said so, and setting and taking back one.
import { useSignal } from "@preact/signals";
import type { ClosedDay } from "../../../../lib/core/hours/closed-day.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words/use-words.ts";
import { AddClosedDay, DayText, RemoveClosedDay, WhomText } from "./closed-day-acts.tsx";
import { closedDaysWords } from "./closed-days-words.ts";
import { SaidSoText } from "./said-so-text.tsx";

export const ClosedDaysTab = ({ account }: { readonly account: string }) => {
  const say = useWords(closedDaysWords);
  const past = useSignal(false);
  const adding = useSignal(false);
  const removing = useSignal<ClosedDay | undefined>(undefined);
  const news = useSignal<string | undefined>(undefined);
  const days = useAnswer("closed-days/list", { account, past: past.value });
  const close = (): void => {
    adding.value = false;
    removing.value = undefined;
  };
  const done = (text: string): void => {
    close();
    news.value = text;
    days.refresh();
  };
  return (
    <>
      <p class="quiet">{say.intro}</p>
      <div class="actions">
        <button type="button" class="primary" onClick={() => (adding.value = true)}>
          {say.add}
        </button>
        <label class="actions">
          <input
            type="checkbox"
            checked={past.value}
            onChange={({ currentTarget }) => (past.value = currentTarget.checked)}
          />
          {say.past}
        </label>
        <AsOf of={days} />
      </div>
      {news.value !== undefined && <Notice tone="good" title={news.value} isNews />}
      <Answer of={days}>
        {({ closedDays }) => (
          <DataTable
            caption={say.caption}
            rows={closedDays}
            rowKey={({ date, departmentId = "" }) => `${date} ${departmentId}`}
            empty={say.none}
            columns={[
              { head: say.heads.day, isHeader: true, cell: (day) => <DayText day={day} /> },
              { head: say.heads.whom, cell: (day) => <WhomText day={day} /> },
              { head: say.heads.reason, cell: ({ reason }) => reason !== undefined && <Foreign text={reason} /> },
              {
                head: say.heads.setBy,
                cell: ({ setBy, setAt }) =>
                  setAt === "" ? <Foreign text={setBy} /> : <SaidSoText saidSo={{ by: setBy, at: setAt }} />,
              },
              {
                head: say.heads.actions,
                cell: (day) => (
                  <button type="button" onClick={() => (removing.value = day)}>
                    {say.remove}
                  </button>
                ),
              },
            ]}
          />
        )}
      </Answer>
      {adding.value && <AddClosedDay account={account} onDone={done} onClose={close} />}
      {removing.value && <RemoveClosedDay account={account} day={removing.value} onDone={done} onClose={close} />}
    </>
  );
};
