// What a policy says to the contact, filled in: the warning and the farewell, as texts or as their templates.
import type { SessionFacts } from "../../core/sessions/session-facts.ts";
import { fillingOf } from "../../core/texts/placeholders.ts";
import { filledIn, type Said, type Saying, sayingOf, textsOf } from "../../core/texts/saying.ts";
import type { AutoClosePolicy } from "./auto-close-policy.ts";

export type SaidWhat = "warning" | "farewell";

const plain = ({ text, template }: { text: string; template?: unknown }): Saying => ({
  text,
  ...(template !== undefined && { template: template as NonNullable<Saying["template"]> }),
});

/** Undefined where the policy says nothing then. */
export const sayingOfPolicy = ({ warning, close }: AutoClosePolicy, what: SaidWhat): Saying | undefined => {
  const given = what === "warning" ? warning : close.farewell;
  if (given === undefined) return undefined;
  return plain(typeof given === "string" ? sayingOf(given) : given);
};

export const contactTextsOf = (policy: AutoClosePolicy): readonly string[] =>
  (["warning", "farewell"] as const).flatMap((what) => {
    const saying = sayingOfPolicy(policy, what);
    return saying ? textsOf(saying) : [];
  });

interface Words {
  runId: string;
  facts: SessionFacts;
  as: "text" | "template";
}

/** Undefined where the policy says nothing then, or something is missing that its text is about. */
export const saidByPolicy = (
  policy: AutoClosePolicy,
  what: SaidWhat,
  { runId, facts, as }: Words,
): Said | undefined => {
  const saying = sayingOfPolicy(policy, what);
  return saying && filledIn(saying, as, { ...fillingOf(facts), policy: policy.name, run: runId });
};
