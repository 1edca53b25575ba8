// What a delivery is made into, step by step, as `explain` says it.
import type { Explanation } from "../../../../cli/webhooks/explain-delivery.ts";
import { Badge } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { JsonText } from "../../components/json-text.tsx";
import { Notice } from "../../components/notice.tsx";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

export const ExplanationSteps = ({ steps, verdict }: Explanation) => {
  const { explained: say } = useWords(activityWords);
  const isGood = steps.every(({ ok }) => ok);
  return (
    <>
      <Notice tone={isGood ? "good" : "warning"} title={say.verdict}>
        <p>
          <Foreign text={verdict} most={400} />
        </p>
      </Notice>
      <ol class="explained">
        {steps.map(({ step, ok, says, quotes = [], notes = [], shows }) => (
          <li key={step}>
            <Badge tone={ok ? "good" : "bad"}>{say.steps[step]}</Badge>
            {[...says, ...quotes, ...notes].map((text) => (
              <div key={text}>
                <Foreign text={text} most={400} />
              </div>
            ))}
            {shows !== undefined && shows !== null && <JsonText value={shows} />}
          </li>
        ))}
      </ol>
    </>
  );
};
