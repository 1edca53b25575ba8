// Asks before parked messages are done again or taken away, and says what came of it.
import { useSignal } from "@preact/signals";
import type { PreviewedDiscard } from "../../../../cli/parked/discard-parked.ts";
import type { PreviewedReplay } from "../../../../cli/parked/preview-replay.ts";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Badge } from "../../components/badge.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { useWords } from "../../words/use-words.ts";
import { HowText } from "./how-text.tsx";
import { parkedWords } from "./parked-words.ts";
import { PlanTable } from "./plan-table.tsx";

export interface ParkedTask {
  readonly do: "replay" | "discard";
  /** Of messages, each of another command. */
  readonly ids: readonly string[];
}

interface ParkedActsProps {
  readonly task: ParkedTask;
  /** A sentence each. */
  onDone(news: readonly string[]): void;
  onClose(): void;
}

/** Of more than so many, each is opened by whoever wants to see it. */
const mostOpen = 3;

const Named = ({ message }: { readonly message: PreviewedDiscard }) => {
  const say = useWords(parkedWords);
  return (
    <>
      <strong>
        <Foreign text={message.command ?? say.message} />
      </strong>{" "}
      <ShortId id={message.messageId} /> <span class="quiet">{message.reason.code}</span>
      {message.messageIds.length > 1 && <div class="quiet">{say.doneTogether(message.messageIds.length)}</div>}
    </>
  );
};

const Replayed = ({ messages }: { readonly messages: readonly PreviewedReplay[] }) => {
  const say = useWords(parkedWords);
  return (
    <ul class="plain-list">
      {messages.map((message) => (
        <li key={message.messageId}>
          <Named message={message} />
          <div>
            <Badge tone={message.would === "replay" ? "accent" : "warning"}>{say.would[message.would]}</Badge>{" "}
            <span class="quiet">
              <HowText message={message} />
            </span>
          </div>
          {message.plan &&
            (messages.length > mostOpen ? (
              <details>
                <summary>{say.mapping}</summary>
                <PlanTable plan={message.plan} />
              </details>
            ) : (
              <PlanTable plan={message.plan} />
            ))}
        </li>
      ))}
    </ul>
  );
};

const Replay = ({ task, onDone, onClose }: ParkedActsProps) => {
  const say = useWords(parkedWords);
  return (
    <ActDialog
      act="parked/replay"
      params={{ ids: [...task.ids] }}
      title={say.replayTitle(task.ids.length)}
      doIt={say.replay}
      mayBeDone={({ messages }) => messages.some(({ would }) => would === "replay")}
      onDone={({ answer, said }) => {
        const done = answer.filter(({ replayed }) => replayed).length;
        const kept = answer.length - done;
        onDone([...(done > 0 ? [say.replayed(done)] : []), ...(kept > 0 ? [say.kept(kept), ...said] : [])]);
      }}
      onClose={onClose}
    >
      {({ messages }) => <Replayed messages={messages} />}
    </ActDialog>
  );
};

const Discard = ({ task, onDone, onClose }: ParkedActsProps) => {
  const say = useWords(parkedWords);
  const why = useSignal("");
  const reason = why.value.trim();
  return (
    <ActDialog
      act="parked/discard"
      params={reason === "" ? undefined : { ids: [...task.ids], reason }}
      title={say.discardTitle(task.ids.length)}
      doIt={say.discard}
      isFinal
      fields={
        <Field label={say.why} hint={say.whyHint}>
          <input
            required
            maxLength={200}
            value={why.value}
            onInput={({ currentTarget }) => (why.value = currentTarget.value)}
          />
        </Field>
      }
      onDone={({ answer }) => onDone([say.discarded(answer.discarded.length)])}
      onClose={onClose}
    >
      {({ messages }) => (
        <ul class="plain-list">
          {messages.map((message) => (
            <li key={message.messageId}>
              <Named message={message} />
            </li>
          ))}
        </ul>
      )}
    </ActDialog>
  );
};

export const ParkedActs = (props: ParkedActsProps) =>
  props.task.do === "replay" ? <Replay {...props} /> : <Discard {...props} />;
