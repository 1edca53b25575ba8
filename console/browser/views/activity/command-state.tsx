// What became of a command, in a word.
import type { DeliveryRecord } from "../../../../cli/deliveries/delivery-record.ts";
import { Badge, type Tone } from "../../components/badge.tsx";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

const tones: Readonly<Record<DeliveryRecord["state"], Tone>> = {
  begun: "accent",
  applied: "good",
  rejected: "bad",
  ignored: "neutral",
};

export const CommandState = ({
  state,
  discarded,
  outcome,
}: Pick<DeliveryRecord, "state" | "discarded" | "outcome">) => {
  const say = useWords(activityWords);
  return (
    <>
      <Badge tone={tones[state]}>{say.states[state]}</Badge>
      {discarded && (
        <>
          {" "}
          <Badge>{say.discarded}</Badge>
        </>
      )}
      {outcome?.duplicateOf !== undefined && (
        <>
          {" "}
          <Badge>{say.copy}</Badge>
        </>
      )}
    </>
  );
};
