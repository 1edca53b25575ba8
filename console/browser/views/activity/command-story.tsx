// One command, or one delivery with all its commands: how it came, what was made of it, what was written, and what followed.
import { useSignal } from "@preact/signals";
import type { ShownDelivery, UnrecordedDelivery } from "../../../../cli/deliveries/show-deliveries.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { JsonText } from "../../components/json-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { Page } from "../../components/page.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { place } from "../../state/place.ts";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { sessionHref } from "../sessions/session-href.ts";
import { activityWords } from "./activity-words.ts";
import { CallsTable } from "./calls-table.tsx";
import { commandHref } from "./command-href.ts";
import { useCommandName } from "./command-name.tsx";
import { CommandState } from "./command-state.tsx";
import { ExplanationSteps } from "./explanation-steps.tsx";
import { LogEntries } from "./log-entries.tsx";
import { sessionOf } from "./session-of.ts";

const isRecorded = (shown: ShownDelivery | UnrecordedDelivery): shown is ShownDelivery => "state" in shown;

const Parked = ({ parked }: { readonly parked: ShownDelivery["parked"] }) => {
  const { story: say } = useWords(activityWords);
  if (!parked) return null;
  return (
    <Notice tone="warning" title={say.parked}>
      <p>
        <a href={`/parked/${encodeURIComponent(parked.messageId)}`}>{say.toParked}</a> <code>{parked.reason}</code>
      </p>
    </Notice>
  );
};

const Came = ({ shown }: { readonly shown: ShownDelivery }) => {
  const { story: say, doors } = useWords(activityWords);
  const { door, source, verifiedBy, deliveryId, receivedAt, occurredAt, account, attempt, copies, lastCopyAt, rule } =
    shown;
  return (
    <section class="card">
      <h2>{say.came}</h2>
      <Facts
        facts={[
          [say.door, (Object.hasOwn(doors, door) ? doors[door] : undefined) ?? door],
          [say.source, source !== "" && <Foreign key="source" text={source} />],
          [say.verifiedBy, verifiedBy !== undefined && <Foreign key="scheme" text={verifiedBy} />],
          [say.receivedAt, receivedAt !== undefined && <Time key="received" at={receivedAt} />],
          [say.occurredAt, occurredAt !== undefined && <Time key="occurred" at={occurredAt} />],
          [say.rule, rule !== undefined && <Foreign key="rule" text={rule} />],
          [say.delivery, deliveryId !== "" && <Foreign key="delivery" text={deliveryId} most={60} />],
          [say.account, account],
          [say.attempt, attempt > 0 && String(attempt)],
          [
            say.copies,
            copies !== undefined && (
              <>
                {copies} {lastCopyAt !== undefined && <Time at={lastCopyAt} as="relative" />}
              </>
            ),
          ],
        ]}
      />
    </section>
  );
};

const fieldsIn = (changes: unknown): readonly string[] => {
  const { fields } = Object(changes);
  return Array.isArray(fields) ? fields.map(String) : [];
};

const valuesIn = (changes: unknown): Readonly<Record<string, unknown>> => {
  const { fields: _fields, ...values } = Object(changes);
  return values;
};

const Done = ({ shown }: { readonly shown: ShownDelivery }) => {
  const { story: say, stepNames } = useWords(activityWords);
  const { outcome = {}, stepsDone, sendingStep, leaseUntil, seenAt, discarded } = shown;
  const values = valuesIn(outcome.changes);
  const nameOf = (step: string): string => (Object.hasOwn(stepNames, step) ? stepNames[step] : undefined) ?? step;
  return (
    <section class="card">
      <h2>{say.done}</h2>
      <Facts
        facts={[
          [say.state, <CommandState key="state" {...shown} />],
          [say.seenAt, <Time key="seen" at={seenAt} />],
          [say.steps, stepsDone.map(nameOf).join(", ")],
          [say.fields, fieldsIn(outcome.changes).join(", ")],
          [say.reasons, outcome.reasons && outcome.reasons.length > 0 && <Foreign text={outcome.reasons.join(", ")} />],
          [say.stale, outcome.stale?.join(", ")],
          [say.mayHaveBeenSent, sendingStep !== undefined && nameOf(sendingStep)],
          [say.atWorkUntil, leaseUntil !== undefined && <Time key="lease" at={leaseUntil} />],
          [say.discarded, discarded && <Foreign key="discarded" text={`${discarded.by}: ${discarded.why}`} />],
        ]}
      />
      {outcome.issues && outcome.issues.length > 0 && (
        <ul>
          {outcome.issues.map((issue) => {
            const { path, message } = Object(issue);
            return (
              <li key={JSON.stringify(issue)}>
                <Foreign text={path ? `${path}: ${message}` : String(message)} most={400} />
              </li>
            );
          })}
        </ul>
      )}
      {Object.keys(values).length > 0 && (
        <details>
          <summary>{say.values}</summary>
          <JsonText value={values} />
        </details>
      )}
    </section>
  );
};

const Followed = ({ shown }: { readonly shown: ShownDelivery }) => {
  const { story: say } = useWords(activityWords);
  const { outcome = {}, published, causationId, correlationId } = shown;
  const session = sessionOf(shown);
  return (
    <section class="card">
      <h2>{say.followed}</h2>
      <Facts
        facts={[
          [say.event, outcome.type !== undefined && <code key="event">{outcome.type}</code>],
          [say.published, published !== undefined && (published ? say.yes : say.notYet)],
          [say.session, session !== undefined && <ShortId key="session" id={session} href={sessionHref(session)} />],
          [
            say.copyOf,
            outcome.duplicateOf !== undefined && (
              <ShortId key="copy" id={outcome.duplicateOf} href={commandHref(outcome.duplicateOf)} />
            ),
          ],
          [say.causedBy, causationId !== undefined && <Foreign key="cause" text={causationId} most={60} />],
          [say.belongsTo, correlationId !== undefined && <Foreign key="with" text={correlationId} most={60} />],
        ]}
      />
      {outcome.became && outcome.became.length > 0 && (
        <ul>
          {outcome.became.map(({ commandId, sessionId }) => (
            <li key={commandId}>
              <ShortId id={commandId} href={commandHref(commandId)} /> {say.of}{" "}
              <ShortId id={sessionId} href={sessionHref(sessionId)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};

/** It is kept where something of it was refused: today's mapping can be asked. */
const Understood = ({ id }: { readonly id: string }) => {
  const { story: say } = useWords(activityWords);
  const reveal = useSignal(false);
  const explanation = useAnswer("activity/explanation", { id, reveal: reveal.value });
  return (
    <section class="card stack">
      <h2>{say.understood}</h2>
      <p class="quiet">{say.understoodIntro}</p>
      <button type="button" aria-pressed={reveal.value} onClick={() => (reveal.value = !reveal.value)}>
        {reveal.value ? say.hide : say.reveal}
      </button>
      <Answer of={explanation} hidesSaid>
        {(explained) => <ExplanationSteps {...explained} />}
      </Answer>
    </section>
  );
};

/** Its calls are told from others by the session, and by the time. */
const aroundMs = 60_000;

const Here = ({ shown }: { readonly shown: ShownDelivery }) => {
  const { story: say, calls: callsWords } = useWords(activityWords);
  const session = sessionOf(shown);
  const log = useAnswer("local/log", { about: shown.commandId, limit: 50 });
  const calls = useAnswer(
    "local/calls",
    session === undefined ? undefined : { account: shown.account, session, limit: 100 },
  );
  const isNear = ({ at }: { readonly at: string }): boolean =>
    Math.abs(Date.parse(at) - Date.parse(shown.seenAt)) <= aroundMs;
  return (
    <>
      <section class="card stack">
        <h2>{say.log}</h2>
        <Answer of={log}>{({ entries }) => <LogEntries entries={entries.toReversed()} empty={say.noLog} />}</Answer>
      </section>
      {session !== undefined && (
        <section class="stack">
          <h2>{say.calls}</h2>
          <p class="quiet">{say.callsIntro}</p>
          <Answer of={calls}>
            {(answer) => <CallsTable calls={answer.calls.filter(isNear).toReversed()} empty={callsWords.empty} />}
          </Answer>
        </section>
      )}
    </>
  );
};

const One = ({ shown }: { readonly shown: ShownDelivery }) => (
  <>
    <Parked parked={shown.parked} />
    <div class="columns">
      <Came shown={shown} />
      <Done shown={shown} />
      <Followed shown={shown} />
    </div>
    {shown.isKept && <Understood id={shown.commandId} />}
    {place.value?.isLocal && place.value.isStandIn && <Here shown={shown} />}
  </>
);

export const CommandStory = ({ id }: { readonly id: string }) => {
  const { story: say } = useWords(activityWords);
  const { views } = useWords(shellWords);
  const nameOf = useCommandName();
  const found = useAnswer("activity/command", { id }, { everyMs: 2_000 });
  const [first, ...others] = found.answer ?? [];
  const name = first && isRecorded(first) ? nameOf(first) : views.activity;
  return (
    <Page
      title={`${name}: ${id.slice(0, 8)}`}
      intro={<a href="/activity">← {say.back}</a>}
      actions={<AsOf of={found} />}
    >
      {found.error?.code === "NOT_FOUND" && <Notice title={say.notFound} />}
      {found.error?.code !== "NOT_FOUND" && (
        <Answer of={found} hidesSaid>
          {(answer) =>
            answer.map((shown) => (
              <article class="stack" key={shown.commandId ?? shown.parked?.messageId}>
                {others.length > 0 && isRecorded(shown) && (
                  <h2>
                    {nameOf(shown)} <ShortId id={shown.commandId} href={commandHref(shown.commandId)} />
                  </h2>
                )}
                {isRecorded(shown) ? <One shown={shown} /> : <Parked parked={shown.parked} />}
              </article>
            ))
          }
        </Answer>
      )}
    </Page>
  );
};
