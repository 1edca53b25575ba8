// Follows what changes in the stack that runs here, from another process.
import type { KnownChange } from "./change-log.ts";

interface Following {
  /** The last change that was seen; without one, the first is `everything`. */
  readonly sinceId?: string | undefined;
  readonly signal?: AbortSignal;
}

/** `controlUrl` is that of the stack. It throws when that ends, or answers nothing: who comes back names the last id they saw. */
export const followChanges = async function* (
  controlUrl: string,
  { sinceId, signal }: Following = {},
): AsyncGenerator<KnownChange> {
  const query = sinceId === undefined ? "" : `?since=${encodeURIComponent(sinceId)}`;
  const { ok, status, body } = await fetch(`${controlUrl}/changes${query}`, signal ? { signal } : {});
  if (!ok || !body) throw new Error(`the stack that runs here answered ${status}, and not what changes`);
  let begun = "";
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const lines = `${begun}${text}`.split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) yield JSON.parse(line);
  }
};
