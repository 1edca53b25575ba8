// Holds a session until a time that somebody types as they would say it.
import { useSignal } from "@preact/signals";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Field } from "../../components/field.tsx";
import { language } from "../../state/language.ts";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { type ActDialogProps, ActPreview, hasChanges } from "./act-preview.tsx";
import { ReasonField, typedIn } from "./reason-field.tsx";
import { sessionsWords } from "./sessions-words.ts";

export const HoldDialog = ({ sessionId, onDone, onClose }: ActDialogProps) => {
  const { hold: say } = useWords(sessionsWords);
  const until = useSignal("");
  const reason = useSignal("");
  const typed = typedIn(until);
  const why = typedIn(reason);
  return (
    <ActDialog
      act="sessions/hold"
      params={
        typed === undefined
          ? undefined
          : {
              ...{ account: account.value, language: language.value, sessionId, until: typed },
              ...(why !== undefined && { reason: why }),
            }
      }
      title={say.title}
      doIt={say.doIt}
      mayBeDone={hasChanges}
      fields={
        <>
          <Field label={say.until} hint={say.untilHint}>
            <input
              required
              maxLength={100}
              value={until.value}
              onInput={({ currentTarget }) => (until.value = currentTarget.value)}
            />
          </Field>
          <fieldset class="quick">
            <legend class="for-readers">{say.quickLabel}</legend>
            {say.quick.map(([label, text]) => (
              <button type="button" key={text} class="plain" onClick={() => (until.value = text)}>
                {label}
              </button>
            ))}
          </fieldset>
          <ReasonField value={reason} />
        </>
      }
      onDone={onDone}
      onClose={onClose}
    >
      {(shown) => <ActPreview of={shown} nothing={say.nothing} />}
    </ActDialog>
  );
};
