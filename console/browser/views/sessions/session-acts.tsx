// What can be done with a session: each opens what it would come to before anything is written.
import { useSignal } from "@preact/signals";
import type { SessionStory } from "../../../../cli/session/show-story.ts";
import { useWords } from "../../words/use-words.ts";
import { CompleteDialog } from "./complete-dialog.tsx";
import { HoldDialog } from "./hold-dialog.tsx";
import { ReleaseDialog } from "./release-dialog.tsx";
import { RouteDialog } from "./route-dialog.tsx";
import { sessionsWords } from "./sessions-words.ts";

type ActName = "hold" | "release" | "complete" | "route";

interface SessionActsProps {
  readonly of: SessionStory;
  readonly onDone: (news: string) => void;
}

const dialogs = { hold: HoldDialog, release: ReleaseDialog, complete: CompleteDialog, route: RouteDialog };

export const SessionActs = ({ of: { sessionId, session, hold }, onDone }: SessionActsProps) => {
  const say = useWords(sessionsWords);
  const open = useSignal<ActName | undefined>(undefined);
  const isHeld = hold !== undefined && !hold.ended;
  // Without WTS nobody knows, and the command says it.
  const mayBeOpen = session === undefined || session?.isOpen === true;
  const names: readonly ActName[] = [
    ...(mayBeOpen ? (["hold"] as const) : []),
    ...(isHeld ? (["release"] as const) : []),
    ...(mayBeOpen ? (["route", "complete"] as const) : []),
  ];
  const Dialog = open.value && dialogs[open.value];
  // What is open says by itself that the session is another by now.
  return (
    <>
      {names.length > 0 && (
        <section class="actions" aria-label={say.actions}>
          {names.map((each) => (
            <button type="button" key={each} onClick={() => (open.value = each)}>
              {say[each].button}
            </button>
          ))}
          {mayBeOpen && (
            <a class="button" href={`/routing/explain/${encodeURIComponent(sessionId)}`}>
              {say.whoWould}
            </a>
          )}
        </section>
      )}
      {Dialog && open.value && (
        <Dialog
          sessionId={sessionId}
          onDone={() => {
            if (open.value) onDone(say[open.value].done);
            open.value = undefined;
          }}
          onClose={() => (open.value = undefined)}
        />
      )}
    </>
  );
};
