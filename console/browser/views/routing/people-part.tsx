// Who is there, by department, with what each has beside what policies allow, and which of these may give to them.
import { useSignal } from "@preact/signals";
import type { DirectoryDepartment, DirectoryPerson, GivingPolicy } from "../../../../cli/routing/read-directory.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge } from "../../components/badge.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Field } from "../../components/field.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { nameText } from "../../components/name-text.ts";
import { ProblemList } from "../../components/problem-list.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Time } from "../../components/time.tsx";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { LoadBar } from "./load-bar.tsx";
import { RoutingPage } from "./routing-page.tsx";
import { routingWords } from "./routing-words.ts";

const There = ({ person: { available, whyNot, shift } }: { readonly person: DirectoryPerson }) => {
  const { people: say } = useWords(routingWords);
  return (
    <>
      <Badge tone={available ? "good" : "neutral"}>{available ? say.available : say.notAvailable}</Badge>
      {whyNot && shift?.on !== false && <div class="quiet">{whyNot.message}</div>}
      {shift && (
        <div class="quiet">
          {shift.on ? say.onShift : say.offShift}
          {shift.on && shift.endsAt !== undefined && (
            <>
              {` ${say.until} `}
              <Time at={shift.endsAt} as="absolute" />
            </>
          )}
          {!shift.on && shift.beginsAt !== undefined && (
            <>
              {` ${say.until} `}
              <Time at={shift.beginsAt} as="absolute" />
            </>
          )}
        </div>
      )}
    </>
  );
};

const Giving = ({ giving }: { readonly giving: GivingPolicy }) => {
  const { people: say } = useWords(routingWords);
  const { policy, step, capacity, load, notNow } = giving;
  return (
    <li>
      <Foreign text={policy} />
      {step !== undefined && <span class="quiet"> {say.step(step)}</span>}
      {capacity && (
        <span class="quiet">
          {" "}
          {say.counted(load, capacity.sessions)}
          {capacity.per === "department" && ` ${say.perDepartment}`}
        </span>
      )}
      {notNow.map(({ code, message }) => (
        <div key={code} class="quiet not-now">
          <Foreign text={message} />
        </div>
      ))}
    </li>
  );
};

const limitsOf = ({ policies }: DirectoryPerson): readonly number[] =>
  [...new Set(policies.flatMap(({ capacity }) => (capacity?.per === "account" ? [capacity.sessions] : [])))].toSorted(
    (one, other) => one - other,
  );

const People = ({ name, people }: Pick<DirectoryDepartment, "name" | "people">) => {
  const { people: say } = useWords(routingWords);
  const most = Math.max(1, ...people.flatMap((person) => [person.openSessions + person.reserved, ...limitsOf(person)]));
  const isNamesake = (person: DirectoryPerson) => people.filter((other) => other.name === person.name).length > 1;
  return (
    <DataTable
      caption={say.caption(nameText(name))}
      rows={people}
      rowKey={({ userId }) => userId}
      empty={say.nobody}
      columns={[
        {
          head: say.heads.person,
          isHeader: true,
          cell: (person) => (
            <>
              <Foreign text={person.name ?? person.userId} most={80} />
              {isNamesake(person) && (
                <>
                  {" "}
                  <ShortId id={person.userId} />
                </>
              )}
            </>
          ),
        },
        { head: say.heads.there, cell: (person) => <There person={person} /> },
        {
          head: say.heads.load,
          cell: (person) => (
            <LoadBar open={person.openSessions} promised={person.reserved} limits={limitsOf(person)} most={most} />
          ),
        },
        {
          head: say.heads.last,
          cell: ({ lastAssignedAt }) =>
            lastAssignedAt === undefined ? <span class="quiet">{say.never}</span> : <Time at={lastAssignedAt} />,
        },
        {
          head: say.heads.policies,
          cell: ({ policies }) =>
            policies.length === 0 ? (
              <span class="quiet">{say.noPolicies}</span>
            ) : (
              <ul class="plain-list">
                {policies.map((giving) => (
                  <Giving key={`${giving.policy}/${giving.step ?? 0}`} giving={giving} />
                ))}
              </ul>
            ),
        },
      ]}
    />
  );
};

export const PeoplePart = () => {
  const { people: say } = useWords(routingWords);
  const directory = useAnswer("routing/people", { account: account.value });
  const department = useSignal("");
  return (
    <RoutingPage intro={say.intro} actions={<AsOf of={directory} />}>
      <Answer of={directory}>
        {({ departments, withoutDepartment, problems }) => (
          <>
            <ProblemList title={say.problems} problems={problems} />
            <div class="filters">
              <Field label={say.department}>
                <select
                  value={department.value}
                  onChange={({ currentTarget }) => (department.value = currentTarget.value)}
                >
                  <option value="">{say.allDepartments}</option>
                  {departments.map(({ id, name }) => (
                    <option key={id} value={id}>
                      {nameText(name)}
                    </option>
                  ))}
                </select>
              </Field>
            </div>
            {departments.length === 0 && <div class="empty">{say.none}</div>}
            {departments
              .filter(({ id }) => department.value === "" || id === department.value)
              .map(({ id, name, waiting, people }) => (
                <section key={id} class="stack people" aria-labelledby={`department-${id}`}>
                  <h2 id={`department-${id}`}>
                    <Foreign text={name} most={80} />{" "}
                    <Badge tone={waiting > 0 ? "warning" : "neutral"}>{say.waiting(waiting)}</Badge>
                  </h2>
                  <People name={name} people={people} />
                </section>
              ))}
            {withoutDepartment.length > 0 && department.value === "" && (
              <section class="stack people" aria-labelledby="department-none">
                <h2 id="department-none">{say.withoutDepartment}</h2>
                <People name={say.withoutDepartment} people={withoutDepartment} />
              </section>
            )}
          </>
        )}
      </Answer>
    </RoutingPage>
  );
};
