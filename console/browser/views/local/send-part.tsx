// Sends a webhook as its sender would: a sample of any source, edited or as it is, signed with the source's secret.
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { ListedSource } from "../../../../cli/webhooks/list-sources.ts";
import type { SentAnswer } from "../../../../cli/webhooks/send-delivery.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { useDoing } from "../../api/use-doing.ts";
import { Answer } from "../../components/answer.tsx";
import { Badge } from "../../components/badge.tsx";
import { CommandFailure } from "../../components/command-failure.tsx";
import { Facts } from "../../components/facts.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { useWords } from "../../words/use-words.ts";
import { commandHref } from "../activity/command-href.ts";
import { useCommandName } from "../activity/command-name.tsx";
import { CommandState } from "../activity/command-state.tsx";
import { ExplanationSteps } from "../activity/explanation-steps.tsx";
import { sessionHref } from "../sessions/session-href.ts";
import { LocalPage } from "./local-page.tsx";
import { localWords } from "./local-words.ts";

const idsIn = ({ body }: SentAnswer): readonly string[] => {
  const { commandIds } = Object(body);
  return Array.isArray(commandIds) ? commandIds.map(String) : [];
};

/** As it comes: it may be under way still. */
const Sent = ({ id }: { readonly id: string }) => {
  const { send: say } = useWords(localWords);
  const nameOf = useCommandName();
  const found = useAnswer("activity/command", { id });
  // What still waits in the queue is not known yet.
  if (found.error?.code === "NOT_FOUND" || found.answer === undefined) return <p role="status">{say.waits}</p>;
  return found.answer.map((shown) =>
    "state" in shown ? (
      <p key={shown.commandId} role="status">
        <a href={commandHref(shown.commandId)}>{nameOf(shown)}</a> <CommandState {...shown} />{" "}
        <ShortId id={shown.sessionId} href={sessionHref(shown.sessionId)} />
      </p>
    ) : (
      <p key={shown.parked.messageId} role="status">
        <a href={`/parked/${encodeURIComponent(shown.parked.messageId)}`}>{say.parked}</a>
      </p>
    ),
  );
};

const indented = (text: string): string => {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
};

const Editor = ({ source: { source, samples } }: { readonly source: ListedSource }) => {
  const { send: say } = useWords(localWords);
  const sample = useSignal(samples[0]?.name ?? "");
  const body = useSignal<string | undefined>(undefined);
  const explained = useSignal<string | undefined>(undefined);
  const plan = useAnswer("local/sample", sample.value === "" ? undefined : { source, sample: sample.value }, {
    onlyWhenAsked: true,
  });
  const sending = useDoing("local/send");
  const explanation = useAnswer(
    "local/explanation",
    explained.value === undefined ? undefined : { source, body: explained.value },
    { onlyWhenAsked: true },
  );
  const whole = plan.answer?.body ?? undefined;
  useEffect(() => {
    body.value = whole === undefined ? undefined : indented(whole);
    explained.value = undefined;
  }, [whole, sample.value]);
  const isEdited = body.value !== undefined && whole !== undefined && body.value !== indented(whole);
  return (
    <>
      {samples.length > 0 && (
        <Field label={say.sample}>
          <select value={sample.value} onChange={({ currentTarget }) => (sample.value = currentTarget.value)}>
            {samples.map(({ name }) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </Field>
      )}
      {samples.length === 0 && <Notice title={say.noSample(source)} />}
      <Answer of={plan}>
        {({ method, headers, query }) => (
          <details>
            <summary>{say.around}</summary>
            <Facts
              facts={[
                [say.method, method],
                [say.query, query !== "" && <Foreign key="query" text={query} />],
                ...Object.entries(headers).map(
                  ([name, value]) => [name, <Foreign key={name} text={value} most={100} />] as const,
                ),
              ]}
            />
          </details>
        )}
      </Answer>
      {plan.answer?.body === null && <Notice tone="warning" title={say.noText} />}
      {(body.value !== undefined || samples.length === 0) && (
        <Field label={say.body} hint={isEdited ? say.edited : say.asItIs}>
          <textarea
            class="code"
            rows={14}
            spellcheck={false}
            value={body.value ?? ""}
            onInput={({ currentTarget }) => (body.value = currentTarget.value)}
          />
        </Field>
      )}
      <div class="actions">
        <button
          type="button"
          class="primary"
          disabled={sending.isDoing || (sample.value === "" && !body.value)}
          onClick={() =>
            void sending.run({
              source,
              ...(sample.value !== "" && { sample: sample.value }),
              ...((isEdited || samples.length === 0) && { body: body.value ?? "" }),
            })
          }
        >
          {sending.isDoing ? say.sending : say.send}
        </button>
        <button type="button" disabled={!body.value} onClick={() => (explained.value = body.value)}>
          {say.explain}
        </button>
        {isEdited && (
          <button type="button" onClick={() => (body.value = indented(whole ?? ""))}>
            {say.undo}
          </button>
        )}
      </div>
      {sending.error && <CommandFailure error={sending.error} />}
      {sending.done && (
        <section class="card" aria-label={say.result}>
          <Badge tone={sending.done.answer.status < 300 ? "good" : "bad"}>{String(sending.done.answer.status)}</Badge>{" "}
          {sending.done.answer.status < 300 ? say.taken : say.refused}
          {idsIn(sending.done.answer).map((id) => (
            <Sent key={id} id={id} />
          ))}
          {sending.done.answer.status < 300 && idsIn(sending.done.answer).length === 0 && (
            <p>
              {say.nothing} <a href="/activity/log">{say.toLog}</a>
            </p>
          )}
        </section>
      )}
      {explained.value !== undefined && (
        <section class="card stack">
          <h2>{say.explained}</h2>
          <Answer of={explanation} hidesSaid>
            {(answer) => <ExplanationSteps {...answer} />}
          </Answer>
        </section>
      )}
    </>
  );
};

export const SendPart = () => {
  const { send: say } = useWords(localWords);
  const sources = useAnswer("local/sources", {});
  const chosen = useSignal("");
  return (
    <LocalPage intro={say.intro}>
      <Answer of={sources}>
        {({ sources: all }) => {
          const source = all.find((each) => each.source === chosen.value) ?? all[0];
          if (!source) return <div class="empty">{say.noSources}</div>;
          return (
            <>
              <div class="filters">
                <Field label={say.source}>
                  <select value={source.source} onChange={({ currentTarget }) => (chosen.value = currentTarget.value)}>
                    {all.map(({ source: name }) => (
                      <option key={name}>{name}</option>
                    ))}
                  </select>
                </Field>
                <span>
                  {say.verifiedBy} <Badge>{source.verifiedBy}</Badge>{" "}
                  {source.observes && <Badge tone="warning">{say.observes}</Badge>}
                </span>
              </div>
              {source.hasSecret ? (
                <Editor key={source.source} source={source} />
              ) : (
                <Notice tone="warning" title={say.noSecret(source.source)} />
              )}
            </>
          );
        }}
      </Answer>
    </LocalPage>
  );
};
