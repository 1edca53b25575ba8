// The commands of a day as they come, the newest first, above them the last hour.
import { useSignal } from "@preact/signals";
import type { DeliveryRecord } from "../../../../cli/deliveries/delivery-record.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { clockOffsetMs, Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { sessionHref } from "../sessions/session-href.ts";
import { ActivityPage } from "./activity-page.tsx";
import { activityWords } from "./activity-words.ts";
import { commandHref } from "./command-href.ts";
import { useCommandName } from "./command-name.tsx";
import { CommandState } from "./command-state.tsx";
import { MinutesCharts } from "./minutes-charts.tsx";
import { sessionOf } from "./session-of.ts";
import { useKeptStill } from "./use-kept-still.ts";

const states = ["begun", "applied", "rejected", "ignored"] as const;
const readEveryMs = 2_000;
const minutesEveryMs = 60_000;
const dayMs = 86_400_000;
const step = 50;
const most = 1_000;

/** In UTC, by the clock of what is shown. */
const dayBefore = (): string => new Date(Date.now() + clockOffsetMs.value - dayMs).toISOString().slice(0, 10);

const CommandsTable = ({ commands, isFiltered }: { commands: DeliveriesShown; isFiltered: boolean }) => {
  const say = useWords(activityWords);
  const nameOf = useCommandName();
  const { rows, newCount, isStill, toggle, holding } = useKeptStill(commands, ({ commandId }) => commandId);
  return (
    <>
      <div class="actions">
        <button type="button" aria-pressed={isStill} onClick={toggle}>
          {isStill ? say.list.goOn : say.list.keepStill}
        </button>
        <span class="quiet" role="status">
          {newCount > 0 ? say.list.newOnes(newCount) : ""}
        </span>
      </div>
      <div {...holding}>
        <DataTable
          caption={say.list.caption}
          rows={rows}
          rowKey={({ commandId }) => commandId}
          empty={isFiltered ? say.list.emptyFiltered : say.list.empty}
          columns={[
            {
              head: say.list.heads.what,
              isHeader: true,
              cell: (record) => <a href={commandHref(record.commandId)}>{nameOf(record)}</a>,
            },
            { head: say.list.heads.state, cell: (record) => <CommandState {...record} /> },
            { head: say.list.heads.at, cell: ({ seenAt }) => <Time at={seenAt} /> },
            {
              head: say.list.heads.from,
              cell: ({ source, door }) => <Foreign text={source || door} most={60} />,
            },
            {
              head: say.list.heads.session,
              cell: (record) => {
                const session = sessionOf(record);
                return session === undefined ? (
                  <span class="quiet">{say.list.byReference}</span>
                ) : (
                  <ShortId id={session} href={sessionHref(session)} />
                );
              },
            },
          ]}
        />
      </div>
    </>
  );
};

type DeliveriesShown = readonly DeliveryRecord[];

export const CommandsPart = () => {
  const say = useWords(activityWords);
  const day = useSignal("");
  const state = useSignal("");
  const limit = useSignal(step);
  const commands = useAnswer(
    "activity/commands",
    { limit: limit.value, ...(day.value !== "" && { day: day.value }) },
    { everyMs: readEveryMs },
  );
  // A day ends at midnight UTC, in the evening of São Paulo: what came before is not gone then.
  const isShort = day.value === "" && commands.answer !== undefined && commands.answer.length < limit.value;
  const before = useAnswer("activity/commands", isShort ? { limit: limit.value, day: dayBefore() } : undefined, {
    everyMs: minutesEveryMs,
  });
  const minutes = useAnswer("activity/minutes", {}, { everyMs: minutesEveryMs });
  return (
    <ActivityPage intro={say.list.intro} actions={<AsOf of={commands} />}>
      <Answer of={minutes}>{(answer) => <MinutesCharts {...answer} />}</Answer>
      <div class="filters">
        <Field label={say.list.day} hint={say.list.dayHint}>
          <input type="date" value={day.value} onChange={({ currentTarget }) => (day.value = currentTarget.value)} />
        </Field>
        <Field label={say.list.heads.state}>
          <select value={state.value} onChange={({ currentTarget }) => (state.value = currentTarget.value)}>
            <option value="">{say.list.allStates}</option>
            {states.map((each) => (
              <option key={each} value={each}>
                {say.states[each]}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <Answer of={commands}>
        {(ofDay) => {
          const all = isShort ? [...ofDay, ...(before.answer ?? [])].slice(0, limit.value) : ofDay;
          return (
            <>
              <CommandsTable
                key={`${day.value} ${state.value}`}
                commands={all.filter((each) => state.value === "" || each.state === state.value)}
                isFiltered={state.value !== ""}
              />
              {all.length === limit.value && limit.value < most && (
                <div class="actions">
                  <button type="button" onClick={() => (limit.value = Math.min(most, limit.value * 2))}>
                    {say.list.more}
                  </button>
                </div>
              )}
            </>
          );
        }}
      </Answer>
    </ActivityPage>
  );
};
