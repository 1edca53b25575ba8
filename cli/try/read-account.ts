// Reads as much of an account as a few calls show: its oldest open sessions, its departments and its people.
import { isOpenStatus } from "../../lib/core/sessions/open-statuses.ts";
import { readSessionFacts, type SessionFacts } from "../../lib/core/sessions/session-facts.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import type { WtsClient } from "../../lib/wts/client.ts";
import { directory, type Person } from "../../lib/wts/directory.ts";
import type { Page, WtsSession } from "../../lib/wts/types.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import type { FewCalls } from "./few-calls.ts";
import { openSessionsPage } from "./find-access.ts";

export interface SeenAccount {
  /** Each once, in the order of WTS's list. */
  sessions: readonly SessionFacts[];
  /** How many there are, as far as WTS says; the ones that were read are not all of them where it is more. */
  total: number | undefined;
  isWhole: boolean;
  /** Undefined where WTS did not show them, or only by more calls than there are. */
  people: readonly Person[] | undefined;
  /** Names by ids in lower case. */
  departments: ReadonlyMap<string, string>;
}

/** Eight hundred sessions: the other calls are for people and messages. */
const mostPages = 8;
/** Where neither list says who belongs where, each department is asked. */
const mostDepartmentsAsked = 6;

/** What a call did not show is left out of what is told; what stops all of them has been told before. */
const orNothing = async <Answer>(call: Promise<Answer>): Promise<Answer | undefined> =>
  call.catch((error: unknown) => {
    if (error instanceof WtsApiError) return undefined;
    throw error;
  });

const readPeople = async (client: WtsClient): Promise<Pick<SeenAccount, "people" | "departments">> => {
  const departments = (await orNothing(client.listDepartments())) ?? [];
  const names = new Map(departments.map(({ id, name }) => [id.toLowerCase(), name ?? id]));
  const agents = await orNothing(client.listAgents());
  if (agents === undefined) return { people: undefined, departments: names };
  const reader = {
    listDepartments: async () => departments,
    listAgents: async () => agents,
    getDepartment: async (id: string) => {
      if (departments.length <= mostDepartmentsAsked) return client.getDepartment(id);
      throw new WtsApiError("GET every department", { failure: "unavailable", reason: "RATE_LIMIT" });
    },
  };
  const people = await orNothing(directory({ clock }).people(reader, 0));
  return { people, departments: names };
};

export const readAccount = async (
  client: WtsClient,
  firstPage: Page<WtsSession>,
  calls: Pick<FewCalls, "left">,
): Promise<SeenAccount> => {
  const sessions = new Map<string, SessionFacts>();
  let page = firstPage;
  for (let number = 1; ; ) {
    for (const item of page.items) {
      const facts = readSessionFacts(item);
      // The filter is applied again, since WTS ignores what it does not know.
      if (facts && isOpenStatus(facts.status)) sessions.set(facts.id, facts);
    }
    if (page.hasMorePages !== true || page.items.length === 0 || number >= mostPages || calls.left() <= 0) break;
    number += 1;
    const next = await orNothing(client.listSessions(openSessionsPage(number)));
    if (next === undefined) break;
    page = next;
  }
  const isWhole = page.hasMorePages !== true;
  const known = [...sessions.values()];
  const total = firstPage.totalItems ?? (isWhole ? known.length : undefined);
  return { sessions: known, total, isWhole, ...(await readPeople(client)) };
};
