// `privacy find` and `privacy erase`: looks for a person everywhere we keep anything, and takes the person out of it where that is asked for.
import type { ItemKey } from "../../lib/aws/table.ts";
import { ledger } from "../../lib/records/ledger.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { describeError } from "../describe-error.ts";
import { Failure } from "../failure.ts";
import { queueDepth } from "../status/queue-depth.ts";
import type { Tools } from "../with-connection.ts";
import { eraseFinding } from "./erase-finding.ts";
import { erasePlace, isAtWork } from "./erase-place.ts";
import { findPerson, placesOf } from "./find-person.ts";
import { type Mention, mentionsOf } from "./mentions.ts";
import type { Person } from "./person.ts";
import { type ParkedFound, searchParked } from "./search-parked.ts";
import { searchTable } from "./search-table.ts";

export interface SearchOptions {
  account: string;
  /** Digits only, country code first. */
  phone: string;
  names: readonly string[];
  erases: boolean;
  resume?: ItemKey | undefined;
  onProgress(items: number): void;
}

/** Nobody is named in it. */
export interface Search {
  isAtWts: boolean;
  sessions: number;
  /** What is, or was, in the table and among what is parked; by the name of its kind. */
  counts: {
    sessionItems: number;
    referenceItems: number;
    deliveries: number;
    contents: number;
    runs: number;
    records: number;
    account: number;
    other: number;
    parked: number;
  };
  /** Another person may have the name. */
  byNameAlone: number;
  decisionsKept: number;
  /** Why it is not over: each says what to wait for. */
  waits: readonly string[];
  /** In the queues of commands and of events for reassign-session, whosever they are. */
  queued: number;
}

const countOf = { run: "runs", record: "records", account: "account", other: "other" } as const;

const tokenOf = (key: ItemKey): string => Buffer.from(JSON.stringify([key.pk, key.sk])).toString("base64url");

/** Throws Failure for what is none. */
export const resumedKey = (token: string): ItemKey => {
  try {
    const [pk, sk]: unknown[] = JSON.parse(Buffer.from(token, "base64url").toString());
    if (typeof pk === "string" && typeof sk === "string") return { pk, sk };
  } catch {
    // It is answered below.
  }
  throw new Failure("--resume takes what an earlier `privacy erase` printed when it was cut off");
};

/** Throws Failure, saying how to go on, where the table was not there to its end. */
const toTheEnd = async (work: (reached: (next: ItemKey | undefined) => void) => Promise<void>, erases: boolean) => {
  let next: ItemKey | undefined;
  try {
    await work((reached) => {
      next = reached;
    });
  } catch (error) {
    if (!next || !erases) throw error;
    throw new Failure(
      `cut off while looking through the table (${describeError(error)}): what was found until then is erased; the same command with --resume ${tokenOf(next)} goes on there`,
    );
  }
};

/** Throws Failure, and Fault. */
export const searchPerson = async (
  { connection }: Pick<Tools, "connection">,
  options: SearchOptions,
): Promise<Search> => {
  const { account, phone, names, erases, resume, onProgress } = options;
  const { table, whole } = connection;
  const { client } = await connection.wts(account);
  const person: Person = await findPerson(client, ledger({ table, clock }), { account, phone, names });
  const { references, sessions } = placesOf(person);
  const places = new Set([...references, ...sessions].map(({ pk }) => pk));
  const mentions = mentionsOf(person, [...places]);
  // What WTS calls the person may be somebody else's name, too: only who typed it says that it is not.
  const isErased = (mention: Mention): boolean => erases && (mention === "person" || names.length > 0);
  const nowMs = clock.now();
  const counts: Search["counts"] = {
    sessionItems: 0,
    referenceItems: 0,
    deliveries: 0,
    contents: 0,
    runs: 0,
    records: 0,
    account: 0,
    other: 0,
    parked: 0,
  };
  let byNameAlone = 0;
  let decisionsKept = 0;
  const waits: string[] = [];

  const parked: ParkedFound = await searchParked(connection, { account, mentions, isErased });
  counts.parked = parked.person + parked.erased;
  byNameAlone += parked.name;

  await toTheEnd(
    (reached) =>
      searchTable(
        whole,
        { account, mentions, places },
        {
          from: resume,
          onPage: ({ items, next }) => {
            onProgress(items);
            reached(next);
          },
          onFound: async (finding) => {
            const goes = isErased(finding.mention);
            if (!goes && finding.mention === "name") {
              byNameAlone += 1;
              return;
            }
            counts[
              finding.kind === "delivery"
                ? "deliveries"
                : finding.kind === "content"
                  ? "contents"
                  : countOf[finding.kind]
            ] += 1;
            if (goes && !(await eraseFinding({ table, whole }, finding, mentions)))
              waits.push("something was written while it was erased: do it once more");
          },
        },
      ),
    erases,
  );

  // They come last: by what is recorded under the number, a second attempt finds the sessions that WTS has forgotten.
  for (const [kind, listed] of [
    ["sessionItems", sessions],
    ["referenceItems", references],
  ] as const)
    for (const place of listed) {
      if (!erases) {
        const items = await table.query(place.pk);
        counts[kind] += items.length;
        if (isAtWork(items, nowMs))
          waits.push("a session is worked on, or an outcome is to be published, within a minute or so");
        continue;
      }
      const { items, decisions, waits: isBusy } = await erasePlace({ table, whole, nowMs }, place);
      counts[kind] += items;
      decisionsKept += decisions;
      if (isBusy)
        waits.push("a session is worked on, or an outcome is to be published: do it once more in a minute or so");
    }

  const depths = await Promise.all(
    (["commands", "reassign-session-events"] as const).map((queue) => queueDepth(connection, queue)),
  );
  const queued = depths.reduce((sum, { waiting, hidden }) => sum + waiting + hidden, 0);
  if (queued > 0)
    waits.push(
      `${queued} messages wait in the queues of commands and events, and whose they are shows only when they are worked on: do it once more when \`status\` shows none`,
    );
  return {
    isAtWts: person.isAtWts,
    sessions: sessions.length,
    counts,
    byNameAlone,
    decisionsKept,
    waits: [...new Set(waits)],
    queued,
  };
};
