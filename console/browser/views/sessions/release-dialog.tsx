// Ends a session's hold.
import { ActDialog } from "../../components/act-dialog.tsx";
import { language } from "../../state/language.ts";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { type ActDialogProps, ActPreview, hasChanges } from "./act-preview.tsx";
import { sessionsWords } from "./sessions-words.ts";

export const ReleaseDialog = ({ sessionId, onDone, onClose }: ActDialogProps) => {
  const { release: say } = useWords(sessionsWords);
  return (
    <ActDialog
      act="sessions/release"
      params={{ account: account.value, language: language.value, sessionId }}
      title={say.title}
      doIt={say.doIt}
      mayBeDone={hasChanges}
      onDone={onDone}
      onClose={onClose}
    >
      {(shown) => <ActPreview of={shown} nothing={say.nothing} />}
    </ActDialog>
  );
};
