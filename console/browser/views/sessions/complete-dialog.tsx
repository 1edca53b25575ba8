// Closes a session, with what is said before.
import { useSignal } from "@preact/signals";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Field } from "../../components/field.tsx";
import { language } from "../../state/language.ts";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { type ActDialogProps, ActPreview, hasChanges } from "./act-preview.tsx";
import { ReasonField, typedIn } from "./reason-field.tsx";
import { sessionsWords } from "./sessions-words.ts";

export const CompleteDialog = ({ sessionId, onDone, onClose }: ActDialogProps) => {
  const { complete: say } = useWords(sessionsWords);
  const reason = useSignal("");
  const farewell = useSignal("");
  const why = typedIn(reason);
  const said = typedIn(farewell);
  return (
    <ActDialog
      act="sessions/complete"
      params={{
        ...{ account: account.value, language: language.value, sessionId },
        ...(why !== undefined && { reason: why }),
        ...(said !== undefined && { farewell: said }),
      }}
      title={say.title}
      doIt={say.doIt}
      isFinal
      mayBeDone={hasChanges}
      fields={
        <>
          <ReasonField value={reason} />
          <Field label={say.farewell} hint={say.farewellHint}>
            <textarea
              rows={2}
              maxLength={4_000}
              value={farewell.value}
              onInput={({ currentTarget }) => (farewell.value = currentTarget.value)}
            />
          </Field>
        </>
      }
      onDone={onDone}
      onClose={onClose}
    >
      {(shown) => <ActPreview of={shown} nothing={say.nothing} />}
    </ActDialog>
  );
};
