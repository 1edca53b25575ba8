// What an act would come to: the session as it is, each field before and after, and who would get it and why nobody else.
import type { ActAnswer } from "../../../../cli/session/act-on-session.ts";
import { Difference } from "../../components/difference.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useWords } from "../../words/use-words.ts";
import { SessionStatus } from "./session-status.tsx";
import { sessionsWords } from "./sessions-words.ts";

interface ActPreviewProps {
  readonly of: ActAnswer;
  /** Where nothing is to be done. */
  readonly nothing: string;
}

/** What every dialog about a session is given. */
export interface ActDialogProps {
  readonly sessionId: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export const hasChanges = ({ changes }: ActAnswer): boolean => changes.length > 0;

export const ActPreview = ({ of: { session, changes, decided, expect }, nothing }: ActPreviewProps) => {
  const say = useWords(sessionsWords);
  return (
    <>
      {session && (
        <p>
          <SessionStatus status={session.status} /> <Foreign text={session.userName ?? say.nobody} />
          {", "}
          <Foreign text={session.departmentName ?? say.noDepartment} />
          {session.number !== undefined && (
            <span class="quiet">
              {" "}
              <Foreign text={session.number} />
            </span>
          )}
        </p>
      )}
      {changes.length === 0 ? (
        <p>{nothing}</p>
      ) : (
        <Difference
          changes={changes.map(({ field, label, fromText, toText }) => {
            const shown = (text: string) =>
              field === "Status" ? <SessionStatus status={text} /> : <Foreign text={text} />;
            return { name: label, before: fromText && shown(fromText), after: shown(toText) };
          })}
        />
      )}
      {decided && (
        <>
          <h3>{say.route.decided}</h3>
          <p>
            <Foreign text={decided.text} most={600} />
          </p>
          {decided.details.length > 0 && (
            <details>
              <summary>{say.route.otherwise}</summary>
              <ul>
                {decided.details.map((detail) => (
                  <li key={detail}>
                    <Foreign text={detail} most={400} />
                  </li>
                ))}
              </ul>
            </details>
          )}
        </>
      )}
      {expect && changes.length > 0 && <p class="quiet">{say.onlyIfSame}</p>}
    </>
  );
};
