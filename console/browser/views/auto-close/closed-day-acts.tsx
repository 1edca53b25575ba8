// Closes a day and opens it again, each with what it means before it is set.
import { useSignal } from "@preact/signals";
import type { ClosedDay } from "../../../../lib/core/hours/closed-day.ts";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { closedDaysWords } from "./closed-days-words.ts";

const minutesPerDay = 1440;

const clockText = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;

/** The weekday lets somebody see that they named the day they meant. */
export const DayText = ({ day: { date, fromMinute, toMinute } }: { readonly day: ClosedDay }) => {
  const say = useWords(closedDaysWords);
  const dayText = new Date(`${date}T00:00:00Z`).toLocaleDateString(language.value, {
    ...{ weekday: "long", day: "2-digit", month: "2-digit", year: "numeric", timeZone: "UTC" },
  });
  const isWhole = fromMinute === 0 && toMinute === minutesPerDay;
  return (
    <>
      {dayText}, {isWhole ? say.wholeDay : `${clockText(fromMinute)}–${clockText(toMinute)}`}
    </>
  );
};

export const WhomText = ({ day: { departmentId, departmentName } }: { readonly day: ClosedDay }) => {
  const say = useWords(closedDaysWords);
  return departmentId === undefined ? say.everybody : <Foreign text={departmentName ?? departmentId} />;
};

const DayLine = ({ day }: { readonly day: ClosedDay }) => (
  <p>
    <strong>
      <DayText day={day} />
    </strong>
    , <WhomText day={day} />
    {day.reason !== undefined && (
      <>
        : <Foreign text={day.reason} />
      </>
    )}
  </p>
);

interface ClosedDayActProps {
  readonly account: string;
  onDone(news: string): void;
  onClose(): void;
}

export const AddClosedDay = ({ account, onDone, onClose }: ClosedDayActProps) => {
  const say = useWords(closedDaysWords);
  const given = {
    date: useSignal(""),
    from: useSignal(""),
    to: useSignal(""),
    department: useSignal(""),
    reason: useSignal(""),
  };
  const typed = (name: keyof typeof given) => ({
    value: given[name].value,
    onInput: ({ currentTarget }: { currentTarget: HTMLInputElement }) => {
      given[name].value = currentTarget.value;
    },
  });
  const optional = Object.fromEntries(
    (["from", "to", "department", "reason"] as const).flatMap((name) => {
      const value = given[name].value.trim();
      return value === "" ? [] : [[name, value]];
    }),
  );
  return (
    <ActDialog
      act="closed-days/add"
      params={given.date.value === "" ? undefined : { account, date: given.date.value, ...optional }}
      title={say.addTitle}
      doIt={say.add.replace(" …", "")}
      fields={
        <>
          <div class="filters">
            <Field label={say.date}>
              <input type="date" required {...typed("date")} />
            </Field>
            <Field label={say.from}>
              <input type="time" {...typed("from")} />
            </Field>
            <Field label={say.to}>
              <input type="time" {...typed("to")} />
            </Field>
          </div>
          <small class="quiet">{say.timesHint}</small>
          <Field label={say.department} hint={say.departmentHint}>
            <input maxLength={200} {...typed("department")} />
          </Field>
          <Field label={say.reason} hint={say.reasonHint}>
            <input maxLength={200} {...typed("reason")} />
          </Field>
        </>
      }
      onDone={() => onDone(say.done.added)}
      onClose={onClose}
    >
      {({ closedDay, replaced, policiesWithoutHours }) => (
        <div class="stack">
          <div>
            <p class="quiet">{say.wouldClose}</p>
            <DayLine day={closedDay} />
          </div>
          {replaced && (
            <Notice tone="warning" title={say.replaces}>
              <DayLine day={replaced} />
            </Notice>
          )}
          <p>{say.meaning}</p>
          {policiesWithoutHours.length > 0 && (
            <p class="quiet">
              <Foreign text={say.withoutHours(policiesWithoutHours.join(", "))} />
            </p>
          )}
        </div>
      )}
    </ActDialog>
  );
};

export const RemoveClosedDay = ({ account, day, onDone, onClose }: ClosedDayActProps & { readonly day: ClosedDay }) => {
  const say = useWords(closedDaysWords);
  const { date, departmentId } = day;
  return (
    <ActDialog
      act="closed-days/remove"
      params={{ account, date, ...(departmentId !== undefined && { department: departmentId }) }}
      title={say.removeTitle}
      doIt={say.remove.replace(" …", "")}
      onDone={() => onDone(say.done.removed)}
      onClose={onClose}
    >
      {({ removed }) => (
        <div>
          <p class="quiet">{say.wouldOpen}</p>
          <DayLine day={removed} />
        </div>
      )}
    </ActDialog>
  );
};
