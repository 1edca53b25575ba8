// A session's status as people say it; one that we do not know stays what WTS calls it.
import { Badge, type Tone } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useWords } from "../../words/use-words.ts";
import { sessionsWords } from "./sessions-words.ts";

const tones: Readonly<Record<string, Tone>> = { COMPLETED: "neutral", PENDING: "warning", IN_PROGRESS: "accent" };

export const SessionStatus = ({ status }: { readonly status: string | undefined }) => {
  const { statuses } = useWords(sessionsWords);
  if (status === undefined) return null;
  const known = Object.hasOwn(statuses, status) ? statuses[status] : undefined;
  return (
    <Badge tone={tones[status] ?? "neutral"}>
      {known === undefined ? <Foreign text={status} most={40} /> : <span class="known-status">{known}</span>}
    </Badge>
  );
};
