// How a run ended, in a word, and who began it.
import type { ShownRun } from "../../../../cli/auto-close/show-run.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";

const tones: Readonly<Record<ShownRun["state"], Tone>> = {
  running: "accent",
  done: "good",
  refused: "bad",
  stopped: "bad",
  failed: "bad",
  superseded: "neutral",
};

export const RunState = ({ state, isUndone }: { readonly state: ShownRun["state"]; readonly isUndone: boolean }) => {
  const say = useWords(autoCloseWords);
  return <Badge tone={isUndone ? "neutral" : tones[state]}>{say.states[isUndone ? "undone" : state]}</Badge>;
};

export const StartedBy = ({
  run: { startedBy, orderedBy },
}: {
  readonly run: Pick<ShownRun, "startedBy" | "orderedBy">;
}) => {
  const say = useWords(autoCloseWords);
  if (orderedBy === undefined) return <>{say.startedBy[startedBy]}</>;
  return (
    <>
      <Foreign text={orderedBy} /> <span class="quiet">({say.startedBy[startedBy]})</span>
    </>
  );
};
