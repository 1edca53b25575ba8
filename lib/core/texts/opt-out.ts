// Whether a contact has said that it wants no more messages of ours: PARE, SAIR, CANCELAR, and nothing else in the message.
import { instantMs } from "../instants.ts";
import { foldName } from "../names.ts";
import { isBetweenThem, writerOf } from "../sessions/team-answers.ts";
import { isProperties, own } from "../value.ts";

export interface OptOutWords {
  optOut: readonly string[];
  /** They take it back. */
  optIn: readonly string[];
}

/**
 * - `out`: it asked for it in these messages, and has not taken it back.
 * - `in`: it has written something here, which is no such wish; it may have had one elsewhere before.
 * - `silent`: it has written nothing here.
 */
export type Wish = { wish: "out"; atMs: number } | { wish: "in"; takesBack: boolean } | { wish: "silent" };

/** Signs around it, spaces, case and accents do not count; one word more does, since then it is said of something. */
const folded = (text: string): string =>
  foldName(
    text
      .normalize("NFKC")
      .replaceAll(/\p{Cf}/gu, "")
      .replaceAll(/[^\p{L}\p{M}\p{N}\s]/gu, " "),
  );

/** The messages may stand in any order. */
export const wishIn = (messages: readonly unknown[], { optOut, optIn }: OptOutWords): Wish => {
  const [out, back] = [optOut.map(folded), optIn.map(folded)];
  let latest: { isOut: boolean; atMs: number } | undefined;
  let hasWritten = false;
  for (const message of messages) {
    if (!isProperties(message) || writerOf(message) !== "contact" || !isBetweenThem(message)) continue;
    hasWritten = true;
    const text = own(message, "text");
    const said = typeof text === "string" ? folded(text) : "";
    const isOut = out.includes(said);
    if (!isOut && !back.includes(said)) continue;
    const atMs = instantMs(own(message, "timestamp")) ?? instantMs(own(message, "createdAt")) ?? 0;
    if (latest === undefined || atMs > latest.atMs || (atMs === latest.atMs && isOut)) latest = { isOut, atMs };
  }
  if (latest?.isOut) return { wish: "out", atMs: latest.atMs };
  return hasWritten ? { wish: "in", takesBack: latest !== undefined } : { wish: "silent" };
};
