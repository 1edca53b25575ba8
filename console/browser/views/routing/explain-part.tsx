// Who would get one session, by the very decision that the functions would take, and why nobody else.
import { useSignal } from "@preact/signals";
import type { ExplainedChoice, ExplainedRoute } from "../../../../cli/routing/show-explanation.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Facts } from "../../components/facts.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { ProblemList } from "../../components/problem-list.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { SessionStatus } from "../sessions/session-status.tsx";
import { RoutingPage } from "./routing-page.tsx";
import { routingWords } from "./routing-words.ts";

const triggers = ["SESSION_NEW", "SESSION_UPDATE", "requested", "schedule"] as const;

interface Asked {
  readonly session: string;
  readonly on?: (typeof triggers)[number];
  readonly policy?: string;
  readonly department?: string;
  readonly user?: string;
}

interface Considered {
  readonly userId: string;
  readonly name: string;
  readonly open: number | undefined;
  readonly isChosen: boolean;
  readonly why: string;
}

/** Who gets it comes first, then those who might have. */
const consideredIn = ({ chosen, rejected }: ExplainedChoice): readonly Considered[] => [
  ...(chosen
    ? [
        {
          userId: chosen.userId,
          name: chosen.name ?? chosen.userId,
          open: chosen.openSessions + chosen.reserved,
          isChosen: true,
          why: chosen.message,
        },
      ]
    : []),
  ...rejected
    .filter(({ code }) => code !== "NOT_A_MEMBER")
    .map(({ userId, name, openSessions, reserved = 0, message }) => ({
      userId,
      name: name ?? userId,
      open: openSessions === undefined ? undefined : openSessions + reserved,
      isChosen: false,
      why: message,
    })),
];

const Choice = ({ choice }: { readonly choice: ExplainedChoice }) => {
  const { explain: say } = useWords(routingWords);
  const { trigger, due, text, policy, reasons, skipped, failed, untilMs, action, rejected } = choice;
  const considered = consideredIn(choice);
  const elsewhere = rejected.filter(({ code }) => code === "NOT_A_MEMBER");
  return (
    <section class="card stack">
      <h2>{say.triggers[trigger as keyof typeof say.triggers] ?? trigger}</h2>
      <div class="actions">
        <Badge tone={failed ? "bad" : action === "keep" ? "neutral" : "accent"}>{say.actions[action]}</Badge>
        {action !== "keep" && (
          <strong>
            <Foreign text={text} most={160} />
          </strong>
        )}
        {policy !== undefined && (
          <span class="quiet">
            {say.by} <Foreign text={policy} />
            {due !== undefined && ` (${due})`}
          </span>
        )}
      </div>
      {failed && <Notice tone="bad" title={say.failed} />}
      <div class="because">
        <strong>{say.because}</strong>
        <ul>
          {reasons.map(({ code, message }) => (
            <li key={code}>
              <Foreign text={message} most={400} />
            </li>
          ))}
        </ul>
        {untilMs !== undefined && (
          <p>
            {say.next} <Time at={new Date(untilMs).toISOString()} />
          </p>
        )}
      </div>
      {considered.length > 0 && (
        <DataTable
          caption={say.caption}
          rows={considered}
          rowKey={({ userId }) => userId}
          empty=""
          columns={[
            { head: say.heads.person, isHeader: true, cell: ({ name }) => <Foreign text={name} most={80} /> },
            { head: say.heads.open, isNumber: true, cell: ({ open }) => open },
            {
              head: say.heads.answer,
              cell: ({ isChosen }) => (
                <Badge tone={isChosen ? "good" : "neutral"}>{isChosen ? say.chosen : say.notChosen}</Badge>
              ),
            },
            { head: say.heads.why, cell: ({ why }) => <Foreign text={why} most={400} /> },
          ]}
        />
      )}
      {elsewhere.length > 0 && (
        <details>
          <summary>{say.elsewhere(elsewhere.length)}</summary>
          <ul>
            {elsewhere.map(({ userId, name }) => (
              <li key={userId}>
                <Foreign text={name ?? userId} most={80} />
              </li>
            ))}
          </ul>
        </details>
      )}
      {skipped.length > 0 && (
        <details>
          <summary>{say.skipped}</summary>
          <ul>
            {skipped.map(({ policy: name, message }) => (
              <li key={`${name} ${message}`}>
                <strong>
                  <Foreign text={name} />
                </strong>
                : <Foreign text={message} most={400} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
};

const Explained = ({ route }: { readonly route: ExplainedRoute }) => {
  const { explain: say } = useWords(routingWords);
  const { people } = useWords(routingWords);
  const { sessionId, session, movesToday, maxHopsPerDay, problems, decisions } = route;
  return (
    <>
      <section class="card">
        <Facts
          facts={[
            [
              say.facts.session,
              <ShortId key="id" id={sessionId} href={`/sessions/${encodeURIComponent(sessionId)}`} />,
            ],
            [say.facts.status, session && <SessionStatus key="status" status={session.status} />],
            [
              say.facts.department,
              session?.department !== undefined && <Foreign text={session.department} most={80} />,
            ],
            [
              say.facts.owner,
              session &&
                (session.userId === null ? (
                  say.facts.nobody
                ) : (
                  <Foreign text={session.owner ?? session.userId} most={80} />
                )),
            ],
            [
              say.facts.waits,
              session?.waitingSince === undefined ? say.facts.doesNotWait : <Time at={session.waitingSince} />,
            ],
            [say.facts.moves, movesToday !== undefined && say.facts.movesOf(movesToday, maxHopsPerDay)],
          ]}
        />
      </section>
      <ProblemList title={people.problems} problems={problems} />
      {decisions.map((choice) => (
        <Choice key={choice.trigger} choice={choice} />
      ))}
      <p class="quiet">{say.nothingChanged}</p>
    </>
  );
};

const given = (value: FormDataEntryValue | null): string | undefined =>
  typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;

const askedIn = (form: FormData, session: string): Asked => {
  const on = triggers.find((each) => each === form.get("on"));
  const [policy, department, user] = ["policy", "department", "user"].map((name) => given(form.get(name)));
  return {
    session,
    ...(on !== undefined && { on }),
    ...(policy !== undefined && { policy }),
    ...(department !== undefined && { department }),
    ...(user !== undefined && { user }),
  };
};

/** `session`: the id that the address names; "" where it names none. What is typed may be a phone number, and is in no address. */
export const ExplainPart = ({ session }: { readonly session: string }) => {
  const { explain: say } = useWords(routingWords);
  const asked = useSignal<Asked | undefined>(session === "" ? undefined : { session });
  const explained = useAnswer("routing/explain", asked.value && { account: account.value, ...asked.value });
  return (
    <RoutingPage intro={say.intro} actions={asked.value && <AsOf of={explained} />}>
      <form
        class="card asks"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const typed = given(form.get("session"));
          if (typed !== undefined) asked.value = askedIn(form, typed);
        }}
      >
        <div class="filters">
          <Field label={say.session}>
            <input name="session" required defaultValue={session} autocomplete="off" spellcheck={false} />
          </Field>
          <Field label={say.on}>
            <select name="on">
              <option value="">{say.everyTrigger}</option>
              {triggers.map((trigger) => (
                <option key={trigger} value={trigger}>
                  {say.triggers[trigger]}
                </option>
              ))}
            </select>
          </Field>
          <button type="submit" class="primary">
            {say.ask}
          </button>
        </div>
        <p class="quiet">{say.sessionHint}</p>
        <details>
          <summary>{say.request}</summary>
          <div class="filters">
            <Field label={say.department}>
              <input name="department" autocomplete="off" />
            </Field>
            <Field label={say.user}>
              <input name="user" autocomplete="off" />
            </Field>
            <Field label={say.policy}>
              <input name="policy" autocomplete="off" />
            </Field>
          </div>
        </details>
      </form>
      {asked.value === undefined ? (
        <div class="empty">{say.empty}</div>
      ) : (
        <Answer of={explained}>{(route) => <Explained route={route} />}</Answer>
      )}
    </RoutingPage>
  );
};
