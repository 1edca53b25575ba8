// Finds the words of a code, which a sender may have chosen: undefined where we have none.
import { useWords } from "../../words/use-words.ts";
import { type ReasonWords, reasonWords } from "./reason-words.ts";

export const useReasonWords = (): ((code: string) => ReasonWords | undefined) => {
  const known = useWords(reasonWords);
  return (code) => (Object.hasOwn(known, code) ? known[code] : undefined);
};
