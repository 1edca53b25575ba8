// Why something is parked: in words where we have some, which are told its code when pointed at, or by its code and message.
import type { ParkedSummary } from "../../../../cli/parked/parked-message.ts";
import { Code } from "../../components/code.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { useReasonWords } from "./use-reason-words.ts";

export const ReasonText = ({
  reason: { code, message },
}: {
  readonly reason: Pick<ParkedSummary["reason"], "code"> & Partial<Pick<ParkedSummary["reason"], "message">>;
}) => {
  const words = useReasonWords()(code);
  if (words) return <span title={code}>{words.why}</span>;
  return (
    <>
      {message !== undefined && <Foreign text={message} />} <Code text={code} />
    </>
  );
};
