// A WTS that makes its sessions up by their number, so that a run over a million of them needs no million of objects.
import type { Clock } from "../../../lib/runtime/clock.ts";
import { wtsClient } from "../../../lib/wts/client.ts";
import type { ConnectWts, LimiterOf } from "../../../lib/wts/connect.ts";
import { directory } from "../../../lib/wts/directory.ts";
import { RateLimited } from "../../../lib/wts/rate-limit/rate-limited.ts";
import { rateTokens } from "../../../lib/wts/rate-tokens.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";

export interface SyntheticSessions {
  count: number;
  /** One of so many is idle; all others were answered an hour ago. */
  oneIdleIn: number;
}

export interface SyntheticCall {
  /** Such as `GET session` or `PUT complete`. */
  what: string;
  atMs: number;
  /** Of a close: how old the list was on which it was decided. */
  listAgeMs?: number;
}

interface SyntheticWtsOptions extends SyntheticSessions {
  clock: Clock;
  limiterOf: LimiterOf;
  latencyMs: number;
  onCall(call: SyntheticCall): void;
}

const hourMs = 3_600_000;

/** As lib/wts/caller.ts says it. */
const refusedByLimit = (call: string, { retryAfterSeconds }: RateLimited): WtsApiError =>
  new WtsApiError(call, { failure: "unavailable", reason: "RATE_LIMIT", retryAfterSeconds });
const idPrefix = "5e551aad-0000-4000-8000-";

const idOf = (index: number): string => idPrefix + String(index).padStart(12, "0");
const indexOf = (id = ""): number => Number(id.slice(idPrefix.length));

export const syntheticWts = ({ count, oneIdleIn, clock, limiterOf, latencyMs, onCall }: SyntheticWtsOptions) => {
  const startMs = clock.now();
  const isClosed = new Uint8Array(count);
  /** Nothing before it is open. */
  let firstOpen = 0;
  /** When the list was asked for that last showed a session, by its number. */
  const shownAtMs = new Float64Array(count);
  const createdMs = (index: number): number => startMs - 720 * hourMs + index * 1_000;

  const sessionOf = (index: number) => {
    const isIdle = index % oneIdleIn === 0;
    const outMs = startMs - (isIdle ? 19 : 1) * hourMs - (index % 60_000);
    return {
      id: idOf(index),
      status: isClosed[index] === 1 ? "COMPLETED" : "IN_PROGRESS",
      contactId: `c0a7ac70-0000-4000-8000-${String(index % 1_000).padStart(12, "0")}`,
      channelType: "ZAPI_WHATSAPP",
      departmentId: null,
      userId: null,
      createdAt: new Date(createdMs(index)).toISOString(),
      lastMessageIn: new Date(outMs - hourMs).toISOString(),
      lastMessageOut: new Date(outMs).toISOString(),
    };
  };

  const list = (query: URLSearchParams) => {
    const afterMs = Date.parse(query.get("CreatedAt.After") ?? new Date(0).toISOString());
    const size = Number(query.get("PageSize"));
    const skipped = (Number(query.get("PageNumber") ?? 1) - 1) * size;
    while (firstOpen < count && isClosed[firstOpen] === 1) firstOpen += 1;
    const from = Math.max(firstOpen, Math.floor((afterMs - createdMs(0)) / 1_000) + 1, 0);
    const found: number[] = [];
    let index = from;
    for (let left = skipped + size; index < count && left > 0; index += 1)
      if (isClosed[index] === 0) {
        left -= 1;
        if (left < size) found.push(index);
      }
    for (const each of found) shownAtMs[each] = clock.now();
    return { items: found.map(sessionOf), hasMorePages: index < count, totalItems: count - from };
  };

  const answer = (what: string, id: string | undefined, query: URLSearchParams): unknown => {
    const index = indexOf(id);
    if (what === "GET session") return id === undefined ? list(query) : sessionOf(index);
    if (what === "GET message")
      return {
        items: [
          {
            id: `m-${index}`,
            direction: "TO_HUB",
            origin: "USER",
            userId: "u",
            text: "Segue.",
            createdAt: sessionOf(index).lastMessageOut,
          },
        ],
      };
    if (what !== "PUT complete") throw new Error(`a run was not expected to ask WTS for ${what}`);
    isClosed[index] = 1;
    return { ...sessionOf(index), endAt: new Date(clock.now()).toISOString() };
  };

  const connect: ConnectWts = (account, use) => {
    const tokens = rateTokens(limiterOf(account), use, clock);
    const client = wtsClient(async ({ method, route, ids = {}, query = new URLSearchParams() }) => {
      await tokens.take().catch((error: unknown) => {
        throw error instanceof RateLimited ? refusedByLimit(`${method} ${route}`, error) : error;
      });
      const name = route.split("/").findLast((segment) => !segment.startsWith("{"));
      const what = `${method} ${name}`;
      const atMs = clock.now();
      const listAgeMs = what === "PUT complete" ? atMs - (shownAtMs[indexOf(ids.id)] ?? 0) : undefined;
      onCall({ what, atMs, ...(listAgeMs !== undefined && { listAgeMs }) });
      await clock.sleep(latencyMs / 2);
      const answered = answer(what, ids.id, query);
      await clock.sleep(latencyMs / 2);
      return answered;
    });
    return { client, directory: directory({ clock }) };
  };

  return { connect, closed: (): number => isClosed.reduce((sum, each) => sum + each, 0) };
};
