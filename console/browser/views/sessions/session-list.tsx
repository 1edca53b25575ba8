// The sessions that something of ours is about: why each is there, who has it, what was done last and what comes next.

import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import { type ListReason, listReasons } from "../../../../cli/session/list-reasons.ts";
import type { SessionList as Listed, ListedSession } from "../../../../cli/session/list-sessions.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge, type Tone } from "../../components/badge.tsx";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { language } from "../../state/language.ts";
import { account } from "../../state/place.ts";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { ReasonText } from "../parked/reason-text.tsx";
import { foundHref } from "./found-sessions.ts";
import { sessionHref } from "./session-href.ts";
import { SessionStatus } from "./session-status.tsx";
import { sessionsWords } from "./sessions-words.ts";

const tones: Readonly<Record<ListReason, Tone>> = {
  parked: "bad",
  waiting: "warning",
  due: "accent",
  held: "neutral",
  acted: "good",
};

/** "/sessions?only=held": so that one can keep the address. */
const onlyIn = (query: Readonly<Record<string, string>>): ListReason | undefined =>
  listReasons.find((each) => each === query.only);

const Find = () => {
  const say = useWords(sessionsWords);
  const { route } = useLocation();
  const typed = useSignal("");
  return (
    <search>
      <form
        class="filters"
        onSubmit={(event) => {
          event.preventDefault();
          if (typed.value.trim() !== "") route(foundHref(typed.value.trim()));
        }}
      >
        <Field label={say.find} hint={say.findHint}>
          <input
            type="search"
            maxLength={500}
            value={typed.value}
            onInput={({ currentTarget }) => (typed.value = currentTarget.value)}
          />
        </Field>
        <button type="submit">{say.findButton}</button>
      </form>
    </search>
  );
};

const Filters = ({ counts, only }: { readonly counts: Listed["counts"]; readonly only: ListReason | undefined }) => {
  const say = useWords(sessionsWords);
  return (
    <nav class="tabs" aria-label={say.filters}>
      <a href="/sessions" aria-current={only === undefined ? "page" : undefined}>
        {say.all}
      </a>
      {listReasons.map((each) => (
        <a key={each} href={`/sessions?only=${each}`} aria-current={only === each ? "page" : undefined}>
          {say.reasons[each]} <span class="quiet">{counts[each]}</span>
        </a>
      ))}
    </nav>
  );
};

const Why = ({ of: { because, pending, hold, parked } }: { readonly of: ListedSession }) => {
  const say = useWords(sessionsWords);
  return (
    <ul class="plain-list of-reason">
      {because.map((each) => (
        <li key={each}>
          <Badge tone={tones[each]}>{say.reason[each]}</Badge>{" "}
          {each === "parked" && (
            <>
              <ReasonText reason={{ code: parked.at(-1)?.reason ?? "" }} />
              {parked.length > 1 && ` ${say.andMore(parked.length - 1)}`}
            </>
          )}
          {each === "waiting" && pending.map((kind) => say.pending[kind]).join(", ")}
          {each === "held" && hold && (
            <>
              {say.heldUntil} <Time at={hold.until} as="absolute" />
              {hold.reason !== undefined && (
                <>
                  {": "}
                  <Foreign text={hold.reason} most={80} />
                </>
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  );
};

const Who = ({ of: { session } }: { readonly of: ListedSession }) => {
  const say = useWords(sessionsWords);
  if (session === undefined) return <span class="quiet">{say.unasked}</span>;
  if (session === null) return <span class="quiet">{say.gone}</span>;
  return (
    <>
      <SessionStatus status={session.status} /> <Foreign text={session.userName ?? say.nobody} most={60} />
      <div class="quiet">
        <Foreign text={session.departmentName ?? say.noDepartment} most={60} />
      </div>
    </>
  );
};

const Waits = ({ of: { waits } }: { readonly of: ListedSession }) => {
  const say = useWords(sessionsWords);
  if (waits === undefined) return null;
  return (
    <div class="quiet">
      {waits.who === "contact" ? say.contactWaits : say.weWait}, <Time at={waits.since} as="relative" />
    </div>
  );
};

const useColumns = (): readonly Column<ListedSession>[] => {
  const { heads } = useWords(sessionsWords);
  return [
    {
      head: heads.session,
      isHeader: true,
      cell: ({ sessionId, session }) => (
        <div class="of-session">
          <ShortId id={sessionId} href={sessionHref(sessionId)} />
          {session?.number !== undefined && (
            <div>
              <Foreign text={session.number} most={40} />
            </div>
          )}
          {session?.contactPhone !== undefined && <div class="quiet">{session.contactPhone}</div>}
        </div>
      ),
    },
    { head: heads.why, cell: (row) => <Why of={row} /> },
    {
      head: heads.who,
      cell: (row) => (
        <>
          <Who of={row} />
          <Waits of={row} />
        </>
      ),
    },
    {
      head: heads.last,
      cell: ({ last }) =>
        last && (
          <div class="of-sentence">
            <Foreign text={last.text} most={160} />
            <div class="quiet">
              <Time at={last.at} />
            </div>
          </div>
        ),
    },
    {
      head: heads.next,
      cell: ({ next }) =>
        next && (
          <div class="of-sentence">
            <Foreign text={next.text} most={160} />
          </div>
        ),
    },
  ];
};

const Beside = ({ of: { wts, queued, isWhole, sessions, total } }: { readonly of: Listed }) => {
  const say = useWords(sessionsWords);
  const { notLookedUp, beyondCalls, looked, open = 0 } = wts;
  const lines = [
    ...(queued > 0 ? [say.queued(queued)] : []),
    ...(notLookedUp === undefined && beyondCalls > 0 ? [say.beyondCalls(beyondCalls)] : []),
    ...(open > looked ? [say.oldest(looked, open)] : []),
    ...(total > sessions.length ? [say.more(sessions.length, total)] : []),
    ...(isWhole ? [] : [say.notWhole]),
  ];
  return (
    <>
      {lines.map((line) => (
        <p key={line} class="quiet">
          {line}
        </p>
      ))}
    </>
  );
};

const Rows = ({ of: answer, only }: { readonly of: Listed; readonly only: ListReason | undefined }) => {
  const say = useWords(sessionsWords);
  const columns = useColumns();
  return (
    <>
      <DataTable
        caption={say.caption}
        rows={answer.sessions.filter(({ because }) => only === undefined || because.includes(only))}
        rowKey={({ sessionId }) => sessionId}
        empty={only === undefined ? say.empty : say.emptyFilter}
        columns={columns}
      />
      <Beside of={answer} />
    </>
  );
};

export const SessionList = () => {
  const say = useWords(sessionsWords);
  const { views } = useWords(shellWords);
  const only = onlyIn(useLocation().query);
  const asking = { account: account.value, language: language.value };
  const listed = useAnswer("sessions/list", asking);
  // Those of one reason may be among those that are left out of a long list: then they are asked for by themselves.
  const { total = 0, sessions = [] } = listed.answer ?? {};
  const isAskedFor = only !== undefined && total > sessions.length;
  const ofOne = useAnswer("sessions/list", isAskedFor ? { ...asking, only } : undefined);
  return (
    <Page title={views.sessions} intro={say.intro} actions={<AsOf of={listed} />}>
      <Find />
      <Answer of={listed}>
        {(answer) => (
          <>
            <Filters counts={answer.counts} only={only} />
            {answer.wts.notLookedUp !== undefined && (
              <Notice tone="warning" title={say.notLookedUp}>
                <p>
                  <Foreign text={answer.wts.notLookedUp} />
                </p>
              </Notice>
            )}
            {answer.noRun !== undefined && (
              <Notice tone="warning" title={say.noRun[answer.noRun]}>
                <a href="/auto-close/runs">{say.seeRuns}</a>
              </Notice>
            )}
            {!isAskedFor && <Rows of={answer} only={only} />}
          </>
        )}
      </Answer>
      {isAskedFor && <Answer of={ofOne}>{(answer) => <Rows of={answer} only={only} />}</Answer>}
    </Page>
  );
};
