// Notes that somebody opened a session again by hand: whatever its contact says then is not taken for what opened it.
import type { notices } from "./records/notices.ts";
import { respected } from "./rules/notice.ts";
import type { PlannedAction } from "./rules/plan-session.ts";

export const respectReopening = async (
  { save }: Pick<ReturnType<typeof notices>, "save">,
  account: string,
  { facts, notice, again }: Pick<PlannedAction, "facts" | "notice" | "again">,
): Promise<void> => {
  const closing = again ?? (notice?.state === "closing" ? notice : undefined);
  if (closing && closing.isRespected !== true) await save(account, facts.id, respected(closing));
};
