// What a policy may do, in a word.
import type { PolicyState } from "../../../../cli/auto-close/list-policies.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";

const tones: Readonly<Record<PolicyState["mode"], Tone>> = {
  acts: "good",
  dry: "neutral",
  unconfirmed: "warning",
  waiting: "warning",
  paused: "bad",
  "not-asked": "neutral",
  off: "neutral",
};

export const ModeBadge = ({ mode }: { readonly mode: PolicyState["mode"] }) => {
  const say = useWords(autoCloseWords);
  return <Badge tone={tones[mode]}>{say.modes[mode]}</Badge>;
};
