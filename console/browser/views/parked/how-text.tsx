// How something parked would be done again, or why it cannot be.
import type { ParkedSummary } from "../../../../cli/parked/parked-message.ts";
import { Foreign } from "../../components/foreign.tsx";
import { useWords } from "../../words/use-words.ts";
import { parkedWords } from "./parked-words.ts";

interface HowTextProps {
  readonly message: Pick<ParkedSummary, "replay"> & {
    readonly how: string;
    readonly plan?: unknown;
    readonly would?: "replay" | "keep";
  };
}

export const HowText = ({ message: { replay, how, plan, would } }: HowTextProps) => {
  const { hows } = useWords(parkedWords);
  if (replay === "nothing" || would === "keep") return <Foreign text={how} most={400} />;
  return <>{plan === undefined ? hows[replay] : hows.delivery}</>;
};
