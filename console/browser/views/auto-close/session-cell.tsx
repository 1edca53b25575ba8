// A session in a table: by its id, which leads to its story, and its protocol.
import { ShortId } from "../../components/short-id.tsx";
import { useWords } from "../../words/use-words.ts";
import { autoCloseWords } from "./auto-close-words.ts";

export const SessionCell = ({ id, number = null }: { readonly id: string; readonly number?: string | null }) => {
  const say = useWords(autoCloseWords);
  return (
    <>
      <ShortId id={id} href={`/sessions/${encodeURIComponent(id)}`} />
      {number !== null && <div class="quiet">{say.protocol(number)}</div>}
    </>
  );
};
