// Tells people what is due: all of a target's causes in one message, each at most once an hour, again until it was taken.
import { createHash } from "node:crypto";
import type { AccessSecret } from "../core/access-secret.ts";
import type { Language, Locale } from "../core/texts/language.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Log } from "../runtime/log.ts";
import type { Secret } from "../runtime/secret.ts";
import type { PendingCause, PendingCauses } from "./pending-causes.ts";
import { postMessage } from "./post-message.ts";
import { noticeOf } from "./rules/notice-texts.ts";
import type { NotifyConfig } from "./rules/notify-config.ts";

export interface NoticeDependencies {
  notify: NotifyConfig;
  language: Language;
  localeOf(account: string): Locale;
  causes: PendingCauses;
  access: Secret<AccessSecret>;
  baseUrl: string | undefined;
  clock: Pick<Clock, "now">;
  log: Log;
}

const minuteMs = 60_000;
const atOnce = 200;
const longestPauseMs = 60 * minuteMs;

/** A message that is sent again has the same id, by which its receiver knows it. */
const idOf = (pending: readonly PendingCause[]): string =>
  createHash("sha256")
    .update(JSON.stringify(pending.map(({ key, cause }) => [key, cause.firstAtMs, cause.count])))
    .digest("hex")
    .slice(0, 32);

export const noticeSender = (dependencies: NoticeDependencies) => {
  const { notify, language, localeOf, causes, access, baseUrl, clock, log } = dependencies;

  const tell = async (name: string, pending: readonly PendingCause[]): Promise<void> => {
    const target = notify[name];
    // Who is not in the configuration any more is told nothing.
    if (!target) {
      for (const each of pending) await causes.forget(each);
      return;
    }
    const told = pending.toSorted((one, other) => other.cause.count - one.cause.count).map(({ cause }) => cause);
    const result = await postMessage(
      {
        target,
        address: (await access.get()).notify.get(name),
        id: idOf(pending),
        type: "notification",
        notice: noticeOf(told, localeOf, language),
        data: {
          causes: told.map(({ firstAtMs, ...cause }) => ({ ...cause, since: new Date(firstAtMs).toISOString() })),
        },
      },
      { clock, baseUrl },
    );
    if (result.ok) {
      for (const each of pending) await causes.told(each);
      log.info("people told", { target: name, causes: pending.length });
      return;
    }
    const { problem, retryAfterMs = 0 } = result;
    log.error("people not told", { target: name, causes: pending.length, reason: problem });
    for (const each of pending)
      await causes.later(each, Math.max(retryAfterMs, Math.min(longestPauseMs, minuteMs * 2 ** each.attempts)));
  };

  /** Throws Fault where the table or the secret is away: the next minute is the repetition. */
  return async (): Promise<void> => {
    const byTarget = new Map<string, PendingCause[]>();
    for (const seen of await causes.due(atOnce)) {
      const claimed = await causes.claim(seen);
      if (!claimed) continue;
      if (claimed.cause.count > 0) byTarget.set(claimed.target, [...(byTarget.get(claimed.target) ?? []), claimed]);
      else await causes.rest(claimed);
    }
    await Promise.all([...byTarget].map(([name, pending]) => tell(name, pending)));
  };
};
