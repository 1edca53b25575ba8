// Has a session moved: as the policies decide, or to whom somebody names.
import { type Signal, useSignal } from "@preact/signals";
import { useAnswer } from "../../api/use-answer.ts";
import { ActDialog } from "../../components/act-dialog.tsx";
import { Field } from "../../components/field.tsx";
import { nameText } from "../../components/name-text.ts";
import { language } from "../../state/language.ts";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { type ActDialogProps, ActPreview, hasChanges } from "./act-preview.tsx";
import { ReasonField, typedIn } from "./reason-field.tsx";
import { sessionsWords } from "./sessions-words.ts";

interface Choice {
  readonly value: string;
  readonly name: string;
}

const Choose = ({
  label,
  any,
  choices,
  value,
}: {
  readonly label: string;
  readonly any: string;
  readonly choices: readonly Choice[];
  readonly value: Signal<string>;
}) => (
  <Field label={label}>
    <select value={value.value} onChange={({ currentTarget }) => (value.value = currentTarget.value)}>
      <option value="">{any}</option>
      {choices.map(({ value: each, name }) => (
        <option key={each} value={each}>
          {nameText(name)}
        </option>
      ))}
    </select>
  </Field>
);

export const RouteDialog = ({ sessionId, onDone, onClose }: ActDialogProps) => {
  const { route: say } = useWords(sessionsWords);
  const team = useAnswer("routing/people", { account: account.value }, { onlyWhenAsked: true });
  const [department, person, policy, reason] = [useSignal(""), useSignal(""), useSignal(""), useSignal("")];
  const { departments = [], withoutDepartment = [] } = team.answer ?? {};
  const people = departments
    .filter(({ id }) => department.value === "" || id === department.value)
    .flatMap((each) => each.people);
  const everybody = [...people, ...(department.value === "" ? withoutDepartment : [])];
  const policies = new Set(
    departments.flatMap((each) => each.people.flatMap((one) => one.policies.map((by) => by.policy))),
  );
  const given = {
    department: typedIn(department),
    user: typedIn(person),
    policy: typedIn(policy),
    reason: typedIn(reason),
  };
  return (
    <ActDialog
      act="sessions/route"
      params={{
        ...{ account: account.value, language: language.value, sessionId },
        ...(given.department !== undefined && { department: given.department }),
        ...(given.user !== undefined && { user: given.user }),
        ...(given.policy !== undefined && { policy: given.policy }),
        ...(given.reason !== undefined && { reason: given.reason }),
      }}
      title={say.title}
      doIt={say.doIt}
      mayBeDone={hasChanges}
      fields={
        <>
          <Choose
            label={say.department}
            any={say.anyDepartment}
            value={department}
            choices={departments.map(({ id, name }) => ({ value: id, name }))}
          />
          <Choose
            label={say.person}
            any={say.anyPerson}
            value={person}
            choices={[...new Map(everybody.map((each) => [each.userId, each])).values()].map(
              ({ userId, name = userId }) => ({
                ...{ value: userId, name },
              }),
            )}
          />
          {policies.size > 0 && (
            <Choose
              label={say.policy}
              any={say.anyPolicy}
              value={policy}
              choices={[...policies].map((name) => ({ value: name, name }))}
            />
          )}
          <ReasonField value={reason} />
        </>
      }
      onDone={onDone}
      onClose={onClose}
    >
      {(shown) => <ActPreview of={shown} nothing={say.nothing} />}
    </ActDialog>
  );
};
