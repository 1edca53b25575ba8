// The last moves, each with why it was made, who was passed over, and what came after it.
import { useSignal } from "@preact/signals";
import type { MovePlace, SessionMove } from "../../../../cli/routing/read-moves.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge } from "../../components/badge.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { Timeline, type TimelineEntry } from "../../components/timeline.tsx";
import { account, place } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { RoutingPage } from "./routing-page.tsx";
import { routingWords } from "./routing-words.ts";

const limit = 50;
const dayChoices = [1, 7, 30] as const;

const Where = ({ at: { departmentId, department, userId, person } }: { readonly at: MovePlace }) => {
  const { moves: say } = useWords(routingWords);
  const who = userId === null ? say.queue : (person ?? userId);
  const where = department ?? departmentId;
  return (
    <>
      {where !== undefined && <Foreign text={where} most={60} />}
      {where !== undefined && who !== undefined && ", "}
      {who !== undefined && <Foreign text={who} most={60} />}
    </>
  );
};

const About = ({ move, withAnswers }: { readonly move: SessionMove; readonly withAnswers: boolean }) => {
  const { moves: say } = useWords(routingWords);
  const { sessionId, from, to, passedOver, answeredAt, movedAgainAt, triggerText } = move;
  return (
    <div class="actions">
      <ShortId id={sessionId} href={`/sessions/${encodeURIComponent(sessionId)}`} />
      {from && (
        <span>
          <span class="for-readers">{say.fromTo}: </span>
          <Where at={from} /> → <Where at={to} />
        </span>
      )}
      {triggerText !== undefined && <Badge>{triggerText}</Badge>}
      {passedOver > 0 && <Badge>{say.passedOver(passedOver)}</Badge>}
      {answeredAt !== undefined ? (
        <Badge tone="good">
          {say.answered} <Time at={answeredAt} as="absolute" />
        </Badge>
      ) : (
        withAnswers && <span class="quiet">{say.notKnown}</span>
      )}
      {movedAgainAt !== undefined && (
        <Badge tone="warning">
          {say.movedAgain} <Time at={movedAgainAt} as="absolute" />
        </Badge>
      )}
    </div>
  );
};

const entryOf = (move: SessionMove, withAnswers: boolean): TimelineEntry => ({
  key: move.commandId,
  at: move.at,
  tone: move.answeredAt !== undefined ? "good" : "accent",
  title: <Foreign text={move.sentence} most={300} />,
  text: <About move={move} withAnswers={withAnswers} />,
  ...(move.details.length > 0 && {
    details: (
      <ul>
        {move.details.map((detail) => (
          <li key={detail}>
            <Foreign text={detail} most={400} />
          </li>
        ))}
      </ul>
    ),
  }),
});

export const MovesPart = () => {
  const { moves: say } = useWords(routingWords);
  const days = useSignal<number>(1);
  // On a stage it reads what all runs since then have seen, so that it has to be asked for.
  const withAnswers = useSignal(place.value?.isLocal ?? false);
  const moves = useAnswer("routing/moves", {
    account: account.value,
    ...{ days: days.value, limit, withAnswers: withAnswers.value },
  });
  return (
    <RoutingPage intro={say.intro} actions={<AsOf of={moves} />}>
      <div class="filters">
        <Field label={say.days}>
          <select
            value={String(days.value)}
            onChange={({ currentTarget }) => (days.value = Number(currentTarget.value))}
          >
            {dayChoices.map((each) => (
              <option key={each} value={String(each)}>
                {say.lastDays(each)}
              </option>
            ))}
          </select>
        </Field>
        <label class="check">
          <input
            type="checkbox"
            checked={withAnswers.value}
            onChange={({ currentTarget }) => (withAnswers.value = currentTarget.checked)}
          />
          {say.answers}
        </label>
      </div>
      <Answer of={moves} hidesSaid>
        {(list) => (
          <>
            {list.notAsked !== undefined && (
              <Notice tone="warning" title={say.notAsked}>
                <p>
                  <Foreign text={list.notAsked} most={400} />
                </p>
              </Notice>
            )}
            {list.moves.length === 0 ? (
              <div class="empty">{say.empty}</div>
            ) : (
              <Timeline
                detailsTitle={say.details}
                entries={list.moves.map((move) => entryOf(move, list.withAnswers))}
              />
            )}
            {!list.isWhole && <p class="quiet">{say.more(list.moves.length)}</p>}
          </>
        )}
      </Answer>
    </RoutingPage>
  );
};
