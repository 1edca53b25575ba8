// Answers IAM's simulation of a person's policy, which moto does not have.
import type { ServerResponse } from "node:http";
import type { Person } from "./people.ts";

const membersOf = (form: URLSearchParams, name: string): readonly string[] =>
  [...form].flatMap(([key, value]) => (key.startsWith(`${name}.member.`) && /\.\d+$/.test(key) ? [value] : []));

const contextIn = (form: URLSearchParams): Readonly<Record<string, string>> => {
  const name = form.get("ContextEntries.member.1.ContextKeyName");
  return name === null ? {} : { [name]: form.get("ContextEntries.member.1.ContextKeyValues.member.1") ?? "" };
};

const decision = (isAllowed: boolean): string => (isAllowed ? "allowed" : "implicitDeny");

/** As IAM does: an action is allowed where it is for all the resources, and each resource has a decision of its own. */
export const answerSimulation = async (
  response: ServerResponse,
  person: Person,
  form: URLSearchParams,
): Promise<void> => {
  const context = contextIn(form);
  const resources = membersOf(form, "ResourceArns");
  const results: string[] = [];
  for (const action of membersOf(form, "ActionNames")) {
    const specific: string[] = [];
    const decisions = new Set<boolean>();
    for (const resource of resources) {
      // A resource of another kind is no resource of this action's.
      const isAllowed = await person.mayCall({ action, resource, context }).catch(() => false);
      decisions.add(isAllowed);
      specific.push(
        `<member><EvalResourceName>${resource}</EvalResourceName><EvalResourceDecision>${decision(isAllowed)}</EvalResourceDecision></member>`,
      );
    }
    results.push(
      `<member><EvalActionName>${action}</EvalActionName><EvalDecision>${decision(!decisions.has(false))}</EvalDecision><ResourceSpecificResults>${specific.join("")}</ResourceSpecificResults></member>`,
    );
  }
  response
    .writeHead(200, { "content-type": "text/xml" })
    .end(
      `<SimulatePrincipalPolicyResponse><SimulatePrincipalPolicyResult><EvaluationResults>${results.join("")}</EvaluationResults><IsTruncated>false</IsTruncated></SimulatePrincipalPolicyResult></SimulatePrincipalPolicyResponse>`,
    );
};
