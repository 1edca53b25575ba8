// One session: how it stands and why, what comes next, what happened, and what can be done with it.
import { useSignal } from "@preact/signals";
import type { SessionStory } from "../../../../cli/session/show-story.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { language } from "../../state/language.ts";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { mayBeNamed } from "./found-sessions.ts";
import { SessionActs } from "./session-acts.tsx";
import { SessionGlance } from "./session-glance.tsx";
import { sessionHref, sessionsRoot } from "./session-href.ts";
import { SessionStatus } from "./session-status.tsx";
import { SessionTimeline } from "./session-timeline.tsx";
import { sessionsWords } from "./sessions-words.ts";

/** They stand in the facts, or before all else. */
const saidElsewhere: readonly SessionStory["standing"][number]["about"][] = ["now", "nextRun", "notAsked"];

const Standing = ({ of: { session, hold, standing, sessionId, undo } }: { readonly of: SessionStory }) => {
  const say = useWords(sessionsWords);
  const { facts } = say;
  const time = (at: string | undefined) => at !== undefined && <Time at={at} />;
  const isOpened = undo !== undefined && undo.result !== "failed" && undo.result !== "left";
  const isHeld = hold !== undefined && !hold.ended;
  return (
    <section class="card" aria-labelledby="standing">
      <h2 id="standing">{say.now}</h2>
      <Facts
        facts={[
          ...(session
            ? ([
                [facts.status, <SessionStatus key="status" status={session.status} />],
                [facts.person, <Foreign key="person" text={session.userName ?? say.nobody} />],
                [facts.department, <Foreign key="department" text={session.departmentName ?? say.noDepartment} />],
                [facts.contact, session.contactPhone],
                [facts.number, session.number && <Foreign key="number" text={session.number} />],
                [facts.created, time(session.createdAt) || undefined],
                [facts.closed, (!session.isOpen && time(session.endAt)) || undefined],
                [facts.contactWrote, time(session.lastMessageIn) || undefined],
                [facts.weWrote, time(session.lastMessageOut) || undefined],
              ] as const)
            : []),
          [facts.held, isHeld ? time(new Date(hold.untilMs).toISOString()) : undefined],
          [facts.id, <ShortId key="id" id={sessionId} />],
        ]}
      />
      <dl class="standing">
        {standing
          .filter(({ about }) => !saidElsewhere.includes(about))
          .map(({ about, label, text }) => (
            <div key={text}>
              <dt>{about === "undo" || about === "elsewhere" ? say.standing[about] : label}</dt>
              <dd>
                {about === "undo" && isOpened ? say.standing.undoOpens : <Foreign text={text} most={400} />}
                {about === "undo" && undo && (
                  <div>
                    <a href={`/auto-close/runs/${encodeURIComponent(undo.runId)}`}>
                      {isOpened ? say.standing.seeUndo : say.seeRun}
                    </a>
                  </div>
                )}
              </dd>
            </div>
          ))}
      </dl>
    </section>
  );
};

type Others = NonNullable<ReturnType<typeof useStory>["answer"]>["others"];

const OtherSessions = ({ others = [] }: { readonly others: Others | undefined }) => {
  const say = useWords(sessionsWords);
  if (others.length === 0) return null;
  return (
    <section class="card" aria-labelledby="others">
      <h2 id="others">{say.others}</h2>
      <ul class="plain-list">
        {others.map(({ sessionId, session, lastRecordAt }) => (
          <li key={sessionId}>
            <ShortId id={sessionId} href={sessionHref(sessionId)} /> <SessionStatus status={session?.status} />{" "}
            {session?.number !== undefined && <Foreign text={session.number} />}{" "}
            {lastRecordAt !== undefined && <Time at={lastRecordAt} />}
          </li>
        ))}
      </ul>
    </section>
  );
};

const useStory = (asked: string) =>
  useAnswer("sessions/story", { account: account.value, language: language.value, session: asked });

export const SessionPage = ({ asked }: { readonly asked: string }) => {
  const say = useWords(sessionsWords);
  const story = useStory(asked);
  const news = useSignal<string | undefined>(undefined);
  const { session, sessionId } = story.answer ?? {};
  const name = session?.number ?? sessionId ?? (mayBeNamed(asked) ? asked : undefined);
  return (
    <Page
      title={name === undefined ? say.heads.session : say.session(name)}
      intro={<a href={sessionsRoot.slice(0, -1)}>← {say.back}</a>}
      actions={<AsOf of={story} />}
    >
      {news.value !== undefined && <Notice tone="good" title={news.value} isNews />}
      <Answer of={story}>
        {(answer) => (
          <>
            <SessionGlance of={answer} />
            <SessionActs of={answer} onDone={(text) => (news.value = text)} />
            <Standing of={answer} />
            <SessionTimeline of={answer} />
            <OtherSessions others={answer.others} />
          </>
        )}
      </Answer>
    </Page>
  );
};
