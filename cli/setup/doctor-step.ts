// The step that has the doctor look at what was set up: what is wrong there has not been seen by any step before it.
import { examine } from "../doctor/examine.ts";
import { gather } from "../doctor/examined.ts";
import type { Finding } from "../doctor/finding.ts";
import { countsOf } from "../doctor/show-findings.ts";
import { Failure } from "../failure.ts";
import type { SetupStep } from "./step.ts";

export const doctorStep: SetupStep = {
  name: "doctor",
  take: async ({ surroundings, connection, options }) => {
    const examined = await gather({ surroundings, connection, nothing: "", only: undefined, url: options.url });
    const { say } = examined;
    // Who gets the alarms is a step of its own, which waits for somebody.
    const findings = (await examine(examined)).filter(({ check }) => check !== "alarm-recipients");
    const lineOf = ({ verdict, check, about, what, cure }: Finding): string =>
      `${say.verdicts[verdict]}: ${say.checks[check]}${about === undefined ? "" : ` (${about})`}: ${what}${cure === undefined ? "" : `; ${cure}`}`;
    const linesOf = (...those: readonly Finding["verdict"][]): string[] =>
      findings.filter(({ verdict }) => those.includes(verdict)).map(lineOf);
    const wrong = findings.filter(({ verdict }) => verdict === "wrong");
    // A source's secret may come later: whoever sets up was asked for it, and told that the source lets nobody in until then.
    if (wrong.some(({ check }) => check !== "sources")) throw new Failure(say.somethingWrong, linesOf("wrong"));
    return {
      state: wrong.length > 0 ? "waits" : "done",
      text: say.summary(countsOf(findings)),
      more: linesOf("wrong", "warning", "not-checked"),
    };
  },
};
