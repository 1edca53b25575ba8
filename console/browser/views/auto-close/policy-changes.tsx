// In what a policy is another one than what was confirmed.
import type { PolicyChange } from "../../../../lib/auto-close/rules/changes-of-policy.ts";
import { Difference } from "../../components/difference.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { language } from "../../state/language.ts";
import { useWords } from "../../words/use-words.ts";
import { pathWords, policiesWords } from "./policies-words.ts";

const isPlain = (value: unknown): boolean => typeof value === "string" || typeof value === "number";

const Value = ({ value }: { readonly value: unknown }) => {
  const say = useWords(policiesWords);
  if (value === true) return <>{say.yes}</>;
  if (value === false) return <>{say.no}</>;
  if (isPlain(value)) return <Foreign text={String(value)} />;
  if (Array.isArray(value) && value.every(isPlain)) return <Foreign text={value.join(", ")} />;
  return <Foreign text={JSON.stringify(value)} />;
};

export const PolicyChanges = ({ changes }: { readonly changes: readonly PolicyChange[] }) => (
  <Difference
    changes={changes.map((change) => ({
      name: pathWords(change.path, language.value),
      before: "from" in change ? <Value value={change.from} /> : undefined,
      after: "to" in change ? <Value value={change.to} /> : undefined,
    }))}
  />
);
