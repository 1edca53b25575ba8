// Says which commands one that named its session by contact or metadata was split into, and what became of each of them.
import { sessionPlace } from "../aws/item-keys.ts";
import { resolvedCommandId } from "../core/command/command-id.ts";
import type { CommandRecord, Ledger } from "./ledger.ts";

export interface Split {
  /** The commands have their ids from this one. */
  parentId: string;
  sessionIds: readonly string[];
}

/** Undefined for a command that was not split. Of a copy, be it of a copy, the commands of the first one count. */
export const splitOf = ({ id, remarks = {} }: Pick<CommandRecord, "id" | "remarks">): Split | undefined => {
  const { sessionIds, duplicateOf = id } = remarks;
  return Array.isArray(sessionIds) ? { parentId: String(duplicateOf), sessionIds: sessionIds.map(String) } : undefined;
};

/** They stand in the order of the sessions; undefined is one that was not begun. */
export const readSplit = (
  ledger: Pick<Ledger, "read">,
  account: string,
  { parentId, sessionIds }: Split,
): Promise<readonly (CommandRecord | undefined)[]> =>
  Promise.all(
    sessionIds.map((sessionId) =>
      ledger.read(sessionPlace({ account, sessionId }), resolvedCommandId(parentId, sessionId)),
    ),
  );
