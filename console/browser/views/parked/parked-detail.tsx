// One message: why it is parked and what to do, what came, what today's mapping makes of it, and the two ways out.
import { useSignal } from "@preact/signals";
import { useLocation } from "preact-iso";
import type { ParkedShown } from "../../../../cli/parked/show-parked.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Code } from "../../components/code.tsx";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { JsonText } from "../../components/json-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { useCommandName } from "../activity/command-name.tsx";
import { HowText } from "./how-text.tsx";
import { ParkedActs, type ParkedTask } from "./parked-acts.tsx";
import { parkedWords } from "./parked-words.ts";
import { PlanTable } from "./plan-table.tsx";
import { ReasonText } from "./reason-text.tsx";
import { SessionName } from "./session-name.tsx";
import { sourceName } from "./source-name.ts";
import { useReasonWords } from "./use-reason-words.ts";

/** What is recorded with these names what the words cannot: it is open at once. */
const tellsMore = new Set([
  "COMMAND_INVALID",
  "CRASHED",
  "DELIVERY_NOT_MAPPED",
  "FUNCTION_FAILED",
  "LOOKUP_FAILED",
  "NOT_ROUTED",
  "WTS_REFUSED",
]);

const issueText = (issue: unknown, allOfIt: string): string => {
  const { path, message, code } = Object(issue);
  return `${path || allOfIt}: ${message} (${code})`;
};

const foreign = (text: string | undefined) => (text === undefined ? undefined : <Foreign text={text} most={300} />);

const About = ({ shown }: { readonly shown: ParkedShown }) => {
  const { facts: say } = useWords(parkedWords);
  const nameOf = useCommandName();
  const { door, source, account, sessionId, command, commandId, deliveryId, attempt } = shown;
  return (
    <Facts
      facts={[
        [say.parkedAt, <Time key="at" at={shown.at} />],
        [say.queue, say.queues[shown.queue] ?? shown.queue],
        [say.door, foreign(door === undefined ? undefined : (say.doors[door] ?? door))],
        [say.source, foreign(source === undefined ? undefined : sourceName(source))],
        [say.account, foreign(account)],
        [say.session, sessionId === undefined ? undefined : <SessionName id={sessionId} />],
        [say.command, foreign(command === undefined ? undefined : nameOf({ command }))],
        [say.commandId, commandId === undefined ? undefined : <ShortId id={commandId} />],
        [say.delivery, foreign(deliveryId)],
        [say.attempt, attempt === undefined || attempt === 0 ? undefined : String(attempt)],
        [say.replay, <HowText key="how" message={shown} />],
      ]}
    />
  );
};

const Why = ({ shown: { reason, messageIds } }: { readonly shown: ParkedShown }) => {
  const say = useWords(parkedWords);
  const words = useReasonWords()(reason.code);
  return (
    <Notice tone="warning">
      <p>
        <ReasonText reason={reason} />
      </p>
      {reason.issues.length > 0 && (
        <div class="issues">
          <strong>{say.issues}</strong>
          <ul>
            {reason.issues.map((issue) => (
              <li key={JSON.stringify(issue)}>
                <Foreign text={issueText(issue, say.allOfIt)} most={400} />
              </li>
            ))}
          </ul>
        </div>
      )}
      {words && (
        <p>
          <strong>{say.whatToDo}:</strong> {words.cure}
        </p>
      )}
      {messageIds.length > 1 && <p>{say.doneTogether(messageIds.length)}</p>}
      {words && (
        <details open={reason.issues.length === 0 && tellsMore.has(reason.code)}>
          <summary>{say.recorded}</summary>
          <Code text={reason.code} />
          {reason.message !== "" && (
            <p lang="en">
              <Foreign text={reason.message} most={600} />
            </p>
          )}
        </details>
      )}
    </Notice>
  );
};

/** It is asked for apart, so that nobody sees a text or a number who has not asked for it. */
const Came = ({ id, masked }: { readonly id: string; readonly masked: unknown }) => {
  const say = useWords(parkedWords);
  const isRevealed = useSignal(false);
  const revealed = useAnswer("parked/show", isRevealed.value ? { id, reveal: true } : undefined, {
    onlyWhenAsked: true,
  });
  return (
    <section class="card">
      <h2>{say.came}</h2>
      {!isRevealed.value && <p class="quiet">{say.masked}</p>}
      <button type="button" aria-pressed={isRevealed.value} onClick={() => (isRevealed.value = !isRevealed.value)}>
        {isRevealed.value ? say.hide : say.reveal}
      </button>
      {isRevealed.value ? (
        <Answer of={revealed}>{({ content }) => <JsonText value={content} />}</Answer>
      ) : (
        <JsonText value={masked} />
      )}
    </section>
  );
};

export const ParkedDetail = ({ id }: { readonly id: string }) => {
  const say = useWords(parkedWords);
  const { views } = useWords(shellWords);
  const { route } = useLocation();
  const parked = useAnswer("parked/show", { id });
  const task = useSignal<ParkedTask | undefined>(undefined);
  const news = useSignal<readonly string[]>([]);
  const isGone = parked.error?.code === "NOT_FOUND";
  return (
    <Page
      title={`${views.parked}: ${id.slice(0, 8)}`}
      intro={
        <a
          href="/parked"
          onClick={(event) => {
            event.preventDefault();
            route("/parked");
          }}
        >
          ← {say.back}
        </a>
      }
      actions={<AsOf of={parked} />}
    >
      {news.value.map((line) => (
        <Notice key={line} tone="good" title={line} isNews />
      ))}
      {isGone ? (
        news.value.length === 0 && <Notice title={say.notFound} isNews />
      ) : (
        <Answer of={parked}>
          {(shown) => (
            <>
              <Why shown={shown} />
              <div class="actions">
                {shown.replay !== "nothing" && (
                  <button
                    type="button"
                    class="primary"
                    onClick={() => (task.value = { do: "replay", ids: [shown.messageId] })}
                  >
                    {say.replay}
                  </button>
                )}
                <button type="button" onClick={() => (task.value = { do: "discard", ids: [shown.messageId] })}>
                  {say.discard}
                </button>
              </div>
              {shown.plan && (
                <section class="card">
                  <h2>{say.mapping}</h2>
                  <p class="quiet">{say.mappingIntro}</p>
                  <PlanTable plan={shown.plan} />
                </section>
              )}
              <section class="card">
                <About shown={shown} />
              </section>
              <Came id={shown.messageId} masked={shown.content} />
            </>
          )}
        </Answer>
      )}
      {task.value && (
        <ParkedActs
          task={task.value}
          onDone={(lines) => {
            task.value = undefined;
            news.value = lines;
          }}
          onClose={() => (task.value = undefined)}
        />
      )}
    </Page>
  );
};
