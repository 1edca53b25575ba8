// Why something is parked: in words where we have some, and by its code and message in any case.
import type { ParkedSummary } from "../../../../cli/parked/parked-message.ts";
import { Badge } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useWords } from "../../words/use-words.ts";
import { reasonWords } from "./reason-words.ts";

export const ReasonText = ({ reason: { code, message } }: Pick<ParkedSummary, "reason">) => {
  const known = useWords(reasonWords);
  const words = Object.hasOwn(known, code) ? known[code] : undefined;
  return (
    <>
      <div>{words ? words.why : <Foreign text={message} />}</div>
      <Badge tone="warning">
        <Foreign text={code} most={60} />
      </Badge>
    </>
  );
};
