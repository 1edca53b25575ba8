// What is wrong between telling the contact who takes over and closing idle sessions: who is told that still waits for an answer.
import type { ReportProblem } from "../../core/config-shape.ts";
import { child, listOf } from "../../core/sessions/unchecked-config.ts";

/** It reads the whole configuration as it was written. */
export const checkTellContact = (config: unknown, report: ReportProblem): void => {
  const routing = child(config, "routing");
  const tells = [routing, ...listOf(child(routing, "policies"))].some((each) => {
    const given = child(each, "tellContact");
    return given === true || typeof given === "string";
  });
  if (!tells) return;
  for (const [index, policy] of listOf(child(child(config, "autoClose"), "policies")).entries()) {
    const none = child(policy, "answersThatDoNotCount");
    if (Array.isArray(none) && none.length === 0 && child(policy, "waitingOn") !== "anyone")
      report(
        ["autoClose", "policies", index, "answersThatDoNotCount"],
        "must name an origin where routing has tellContact: without reading the messages, a contact who was only told who takes over would count as answered",
      );
  }
};
