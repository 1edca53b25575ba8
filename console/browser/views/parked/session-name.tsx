// The session that something parked is about, as far as the message names it.
import { Foreign } from "../../components/foreign.tsx";
import { ShortId } from "../../components/short-id.tsx";

/** What was to be found by its contact or metadata is named by that alone: its value may be a phone number. */
export const SessionName = ({ id }: { readonly id: string }) =>
  id.startsWith("by ") ? <Foreign text={id} /> : <ShortId id={id} href={`/sessions/${encodeURIComponent(id)}`} />;
