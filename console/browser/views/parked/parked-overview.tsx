// All that is parked, by command: filtered, chosen, done again or taken away, one or many.
import { useSignal } from "@preact/signals";
import type { ParkedSummary } from "../../../../cli/parked/parked-message.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { nameText } from "../../components/name-text.ts";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { useCommandName } from "../activity/command-name.tsx";
import { ParkedActs, type ParkedTask } from "./parked-acts.tsx";
import { type Counted, countedBy, type ParkedGroup, parkedGroups } from "./parked-groups.ts";
import { parkedWords } from "./parked-words.ts";
import { ReasonText } from "./reason-text.tsx";
import { SessionName } from "./session-name.tsx";
import { sourceName } from "./source-name.ts";
import { useReasonWords } from "./use-reason-words.ts";

/** What is done with all of them at once has to fit into an address. */
const limit = 200;

const codeOf = ({ reason }: ParkedSummary): string => reason.code;
const sourceOf = ({ source }: ParkedSummary): string | undefined =>
  source === undefined ? undefined : sourceName(source);

const Filter = ({
  label,
  all,
  options,
  nameOf = (each) => each,
  value,
  onChange,
}: {
  readonly label: string;
  readonly all: string;
  readonly options: readonly Counted[];
  nameOf?(value: string): string;
  readonly value: string;
  onChange(value: string): void;
}) => {
  const say = useWords(parkedWords);
  return (
    <Field label={label}>
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {say.counted(nameText(nameOf(option.value)), option.count)}
          </option>
        ))}
      </select>
    </Field>
  );
};

const Table = ({
  groups,
  chosen,
  onChoose,
  onTask,
}: {
  readonly groups: readonly ParkedGroup[];
  readonly chosen: ReadonlySet<string>;
  onChoose(chosen: ReadonlySet<string>): void;
  onTask(task: ParkedTask): void;
}) => {
  const say = useWords(parkedWords);
  const nameOf = useCommandName();
  return (
    <DataTable
      caption={say.caption}
      rows={groups}
      rowKey={({ message }) => message.messageId}
      empty={say.noneFits}
      chosen={chosen}
      onChoose={onChoose}
      columns={[
        {
          head: say.heads.what,
          isHeader: true,
          cell: ({ message, times }) => (
            <>
              <Foreign text={message.command === undefined ? say.message : nameOf({ command: message.command })} />{" "}
              <ShortId id={message.messageId} href={`/parked/${message.messageId}`} />
              {times > 1 && <div class="quiet">{say.times(times)}</div>}
            </>
          ),
        },
        { head: say.heads.reason, cell: ({ message }) => <ReasonText reason={message.reason} /> },
        { head: say.heads.at, cell: ({ message }) => <Time at={message.at} /> },
        {
          head: say.heads.source,
          cell: ({ message }) => {
            const source = sourceOf(message);
            return source !== undefined && <Foreign text={source} most={60} />;
          },
        },
        {
          head: say.heads.session,
          cell: ({ message: { sessionId } }) => sessionId !== undefined && <SessionName id={sessionId} />,
        },
        {
          head: say.heads.actions,
          cell: ({ message }) => (
            <div class="actions">
              {message.replay !== "nothing" && (
                <button type="button" onClick={() => onTask({ do: "replay", ids: [message.messageId] })}>
                  {say.replay}
                </button>
              )}
              <button type="button" onClick={() => onTask({ do: "discard", ids: [message.messageId] })}>
                {say.discard}
              </button>
            </div>
          ),
        },
      ]}
    />
  );
};

export const ParkedOverview = () => {
  const say = useWords(parkedWords);
  const { views, chosen: chosenText, chooseAll } = useWords(shellWords);
  const parked = useAnswer("parked/list", { limit });
  const reason = useSignal("");
  const wordsOf = useReasonWords();
  const source = useSignal("");
  const chosen = useSignal<ReadonlySet<string>>(new Set());
  const task = useSignal<ParkedTask | undefined>(undefined);
  const news = useSignal<readonly string[]>([]);

  const all = parkedGroups(parked.answer ?? []);
  const groups = all.filter(
    ({ message }) =>
      (reason.value === "" || codeOf(message) === reason.value) &&
      (source.value === "" || sourceOf(message) === source.value),
  );
  // What is not shown any more is not meant any more.
  const meant = groups.map(({ message }) => message.messageId).filter((id) => chosen.value.has(id));
  const begin = (begun: ParkedTask): void => {
    news.value = [];
    task.value = begun;
  };

  return (
    <Page title={views.parked} intro={say.intro} actions={<AsOf of={parked} />}>
      {news.value.map((line) => (
        <Notice key={line} tone="good" title={line} isNews />
      ))}
      <Answer of={parked}>
        {() =>
          all.length === 0 ? (
            <div class="empty">{parked.said.length > 0 ? say.isBeingRead : say.empty}</div>
          ) : (
            <>
              <div class="filters">
                <Filter
                  label={say.reason}
                  all={say.allReasons}
                  options={countedBy(all, codeOf)}
                  nameOf={(code) => wordsOf(code)?.why.replace(/\.$/, "") ?? code}
                  value={reason.value}
                  onChange={(value) => (reason.value = value)}
                />
                <Filter
                  label={say.source}
                  all={say.allSources}
                  options={countedBy(all, sourceOf)}
                  value={source.value}
                  onChange={(value) => (source.value = value)}
                />
                <span class="quiet">
                  {say.shown(groups.length, all.length)}
                  {parked.answer?.length === limit && ` ${say.more}`}
                </span>
              </div>
              <div class="actions chosen-bar">
                <strong role="status">{chosenText(meant.length)}</strong>
                {meant.length < groups.length && (
                  <button
                    type="button"
                    class="plain"
                    onClick={() => (chosen.value = new Set(groups.map(({ message }) => message.messageId)))}
                  >
                    {chooseAll}
                  </button>
                )}
                {meant.length > 0 && (
                  <>
                    <button type="button" class="plain" onClick={() => (chosen.value = new Set())}>
                      {say.clear}
                    </button>
                    <button type="button" onClick={() => begin({ do: "replay", ids: meant })}>
                      {say.replay}
                    </button>
                    <button type="button" onClick={() => begin({ do: "discard", ids: meant })}>
                      {say.discard}
                    </button>
                  </>
                )}
              </div>
              <Table
                groups={groups}
                chosen={new Set(meant)}
                onChoose={(next) => (chosen.value = next)}
                onTask={begin}
              />
            </>
          )
        }
      </Answer>
      {task.value && (
        <ParkedActs
          task={task.value}
          onDone={(lines) => {
            task.value = undefined;
            chosen.value = new Set();
            news.value = lines;
          }}
          onClose={() => (task.value = undefined)}
        />
      )}
    </Page>
  );
};
