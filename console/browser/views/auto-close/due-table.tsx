// The sessions that would be warned or closed, and why.
import type { ShownSession } from "../../../../cli/auto-close/previewed-session.ts";
import { Badge } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Time } from "../../components/time.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";
import { LongTable } from "./long-table.tsx";
import { previewWords } from "./preview-words.ts";
import { reasonWords } from "./reason-words.ts";
import { SessionCell } from "./session-cell.tsx";

export const DueTable = ({ sessions }: { readonly sessions: readonly ShownSession[] }) => {
  const [say, sayAll] = [useWords(previewWords), useWords(autoCloseWords)];
  const whyNot = (code = ""): string =>
    code === "maxPerRun" || code === "breaker" ? say.limits[code] : reasonWords(code, language.value);
  return (
    <LongTable
      caption={say.due}
      rows={sessions}
      rowKey={({ sessionId }) => sessionId}
      empty={say.noDue}
      columns={[
        {
          head: sayAll.session,
          isHeader: true,
          cell: ({ sessionId, number }) => <SessionCell id={sessionId} number={number} />,
        },
        { head: sayAll.policy, cell: ({ policy }) => <Foreign text={policy} /> },
        {
          head: say.heads.would,
          cell: ({ would }) => <Badge tone={would === "close" ? "accent" : "warning"}>{sayAll.actions[would]}</Badge>,
        },
        { head: say.heads.run, cell: ({ run, code }) => say.runs[run](whyNot(code)) },
        { head: sayAll.contactWrote, cell: ({ lastMessageIn }) => lastMessageIn && <Time at={lastMessageIn} /> },
        { head: sayAll.wasAnswered, cell: ({ lastMessageOut }) => lastMessageOut && <Time at={lastMessageOut} /> },
        { head: sayAll.why, cell: ({ why }) => <Foreign text={why.join("; ")} most={300} /> },
      ]}
    />
  );
};
