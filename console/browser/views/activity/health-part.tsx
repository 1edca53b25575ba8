// What `doctor` found: what is wrong, and what to do about each.
import type { Finding, Verdict } from "../../../../cli/doctor/finding.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Badge, type Tone } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { shellWords } from "../../words/shell-words.ts";
import { useWords } from "../../words/use-words.ts";
import { ActivityPage } from "./activity-page.tsx";
import { activityWords } from "./activity-words.ts";

const tones: Readonly<Record<Verdict, Tone>> = {
  wrong: "bad",
  warning: "warning",
  "not-checked": "neutral",
  ok: "good",
};

const isOf =
  (verdict: string) =>
  (finding: Finding): boolean =>
    finding.verdict === verdict;

const Findings = ({ findings }: { readonly findings: readonly Finding[] }) => {
  const { health: say } = useWords(activityWords);
  const { views } = useWords(shellWords);
  if (findings.length === 0) return null;
  return (
    <ul class="findings">
      {findings.map(({ check, about, verdict, what, cure }) => (
        <li key={`${check} ${about ?? ""} ${what}`} class="card">
          <Badge tone={tones[verdict]}>{say.verdictNames[verdict]}</Badge>{" "}
          <strong>
            {say.checks[check]}
            {about !== undefined && (
              <>
                {" ("}
                <Foreign text={about} />)
              </>
            )}
          </strong>
          <div>
            <Foreign text={what} most={400} />
          </div>
          {cure !== undefined && (
            <div class="quiet">
              {say.cure}: <Foreign text={cure} most={400} />
              {check === "parked" && (
                <>
                  {" "}
                  <a href="/parked">{views.parked}</a>
                </>
              )}
            </div>
          )}
        </li>
      ))}
    </ul>
  );
};

export const HealthPart = () => {
  const { health: say } = useWords(activityWords);
  const found = useAnswer("activity/health", {}, { onlyWhenAsked: true });
  return (
    <ActivityPage intro={say.intro} actions={<AsOf of={found} />}>
      <Answer of={found} hidesSaid>
        {({ verdict, counts, findings }) => (
          <>
            <Notice tone={tones[verdict]} title={say.verdicts[verdict]} isNews>
              <p>{say.counts(counts)}</p>
            </Notice>
            <Findings findings={["wrong", "warning"].flatMap((each) => findings.filter(isOf(each)))} />
            {(["not-checked", "ok"] as const).map((each) => {
              const some = findings.filter(isOf(each));
              return (
                some.length > 0 && (
                  <details key={each}>
                    <summary>{say.some(each, some.length)}</summary>
                    <Findings findings={some} />
                  </details>
                )
              );
            })}
          </>
        )}
      </Answer>
    </ActivityPage>
  );
};
