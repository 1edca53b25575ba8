// The invented conversations, and who is there: write as a contact or for the team, have somebody go away or come back.
import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { speakers } from "../../../../cli/local/choices.ts";
import type { LocalSessionRow } from "../../../../cli/local/list-sessions.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Answer } from "../../components/answer.tsx";
import { Badge } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { nameText } from "../../components/name-text.ts";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { sessionHref } from "../sessions/session-href.ts";
import { SessionStatus } from "../sessions/session-status.tsx";
import { LocalPage } from "./local-page.tsx";
import { localWords } from "./local-words.ts";
import { Outcome } from "./outcome.tsx";

interface SayProps {
  /** The session's id, and empty before one is chosen. */
  readonly whom: string;
  readonly people: readonly string[];
}

const Say = ({ whom, people }: SayProps) => {
  const { say } = useWords(localWords);
  const textArea = useRef<HTMLTextAreaElement>(null);
  // Who has chosen one far below wants to write.
  useEffect(() => {
    if (whom !== "") textArea.current?.focus();
  }, [whom]);
  const text = useSignal("");
  const as = useSignal<(typeof speakers)[number]>("contact");
  const agent = useSignal("");
  const isNew = useSignal(false);
  const name = useSignal("");
  const saying = useDoing("local/say");
  const to = isNew.value ? name.value.trim() : whom;
  const isReady = to !== "" && text.value.trim() !== "" && !saying.isDoing;
  const send = async (): Promise<void> => {
    const speaker = isNew.value ? "contact" : as.value;
    const isDone = await saying.run({
      account: account.value,
      whom: to,
      text: text.value,
      as: speaker,
      isNew: isNew.value,
      ...(speaker === "agent" && agent.value !== "" && { agent: agent.value }),
    });
    if (isDone) text.value = "";
  };
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{say.title}</h2>
      <label class="choice-line">
        <input type="checkbox" checked={isNew.value} onChange={() => (isNew.value = !isNew.value)} />
        <span>{say.isNew}</span>
      </label>
      {isNew.value ? (
        <Field label={say.name} hint={say.nameHint}>
          <input value={name.value} onInput={({ currentTarget }) => (name.value = currentTarget.value)} />
        </Field>
      ) : (
        <>
          <p>
            {whom === "" ? (
              say.chooseOne
            ) : (
              <>
                {say.in} <ShortId id={whom} />
              </>
            )}
          </p>
          <Field label={say.as}>
            <select
              value={as.value}
              onChange={({ currentTarget }) => {
                as.value = speakers.find((each) => each === currentTarget.value) ?? "contact";
              }}
            >
              {speakers.map((each) => (
                <option key={each} value={each}>
                  {say.speakers[each]}
                </option>
              ))}
            </select>
          </Field>
          {as.value === "agent" && (
            <Field label={say.agent} hint={say.agentHint}>
              <select value={agent.value} onChange={({ currentTarget }) => (agent.value = currentTarget.value)}>
                <option value="">{say.whoHasIt}</option>
                {people.map((each) => (
                  <option key={each} value={each}>
                    {nameText(each)}
                  </option>
                ))}
              </select>
            </Field>
          )}
        </>
      )}
      <Field label={say.text}>
        <textarea
          ref={textArea}
          rows={3}
          value={text.value}
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
      </Field>
      <div class="actions">
        <button type="submit" class="primary" disabled={!isReady}>
          {say.send}
        </button>
      </div>
      <Outcome of={saying}>
        {({ sessionId, begun }) => (
          <>
            {begun ? say.begun : say.said} <ShortId id={sessionId} href={sessionHref(sessionId)} />
          </>
        )}
      </Outcome>
    </form>
  );
};

const People = () => {
  const { people: say } = useWords(localWords);
  const people = useAnswer("local/people", { account: account.value });
  const changing = useDoing("local/agent");
  return (
    <section class="stack">
      <h2>{say.title}</h2>
      <p class="quiet">{say.intro}</p>
      <Answer of={people}>
        {({ agents }) => (
          <DataTable
            caption={say.title}
            rows={agents}
            rowKey={({ email }) => email}
            empty={say.empty}
            columns={[
              { head: say.heads.name, isHeader: true, cell: ({ name }) => <Foreign text={name} /> },
              { head: say.heads.departments, cell: ({ departments }) => <Foreign text={departments.join(", ")} /> },
              {
                head: say.heads.presence,
                cell: ({ isAvailable }) => (
                  <Badge tone={isAvailable ? "good" : "neutral"}>{isAvailable ? say.there : say.away}</Badge>
                ),
              },
              {
                head: say.heads.act,
                cell: ({ name, email, isAvailable }) => (
                  <button
                    type="button"
                    disabled={changing.isDoing}
                    aria-label={`${isAvailable ? say.sendAway : say.bringBack}: ${nameText(name)}`}
                    onClick={() =>
                      void changing.run({
                        account: account.value,
                        name: email,
                        presence: isAvailable ? "away" : "back",
                      })
                    }
                  >
                    {isAvailable ? say.sendAway : say.bringBack}
                  </button>
                ),
              },
            ]}
          />
        )}
      </Answer>
      <Outcome of={changing}>
        {({ name, isAvailable }) => (
          <>
            <Foreign text={name} /> {isAvailable ? say.isThere : say.isAway}
          </>
        )}
      </Outcome>
    </section>
  );
};

/** Whoever means another one types who that is. */
const mostShown = 12;

export const ConversationsPart = () => {
  const { conversations: say, say: saying } = useWords(localWords);
  const sessions = useAnswer("local/conversations", { account: account.value, limit: 200 });
  const people = useAnswer("local/people", { account: account.value });
  const whom = useSignal("");
  const name = useSignal("");
  const isMeant = ({ contact, id }: LocalSessionRow): boolean =>
    `${contact ?? ""} ${id}`.toLowerCase().includes(name.value.trim().toLowerCase());
  return (
    <LocalPage intro={say.intro} needsStandIn>
      <Say whom={whom.value} people={people.answer?.agents.map(({ email }) => email) ?? []} />
      <section class="stack">
        <h2>{say.title}</h2>
        <Answer of={sessions}>
          {({ sessions: all, total }) => (
            <>
              <Field label={say.find}>
                <input
                  type="search"
                  value={name.value}
                  onInput={({ currentTarget }) => (name.value = currentTarget.value)}
                />
              </Field>
              <p class="quiet">{say.some(Math.min(total, mostShown), total)}</p>
              <DataTable
                caption={say.title}
                rows={all.filter(isMeant).slice(0, mostShown)}
                rowKey={({ id }) => id}
                empty={say.empty}
                columns={[
                  { head: say.heads.contact, isHeader: true, cell: ({ contact }) => <Foreign text={contact ?? ""} /> },
                  { head: say.heads.session, cell: ({ id }) => <ShortId id={id} href={sessionHref(id)} /> },
                  { head: say.heads.status, cell: ({ status }) => <SessionStatus status={status} /> },
                  {
                    head: say.heads.who,
                    cell: ({ department, agent }) => (
                      <Foreign text={[department, agent].filter((each) => each !== null).join(", ")} />
                    ),
                  },
                  {
                    head: say.heads.waits,
                    cell: ({ waits, since }) => (
                      <>
                        {waits !== null && say.waits[waits]} <Time at={since} as="relative" />
                      </>
                    ),
                  },
                  {
                    head: saying.title,
                    cell: ({ id, contact }) => (
                      <button
                        type="button"
                        aria-pressed={whom.value === id}
                        aria-label={`${saying.choose}: ${nameText(contact ?? id)}`}
                        onClick={() => (whom.value = id)}
                      >
                        {saying.choose}
                      </button>
                    ),
                  },
                ]}
              />
            </>
          )}
        </Answer>
      </section>
      <People />
    </LocalPage>
  );
};
