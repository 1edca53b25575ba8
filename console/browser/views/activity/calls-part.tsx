// Which calls of WTS were made here, and what was answered.
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { account } from "../../state/place.ts";
import { useWords } from "../../words/use-words.ts";
import { ActivityPage } from "./activity-page.tsx";
import { activityWords } from "./activity-words.ts";
import { CallsTable } from "./calls-table.tsx";

export const CallsPart = () => {
  const { calls: say } = useWords(activityWords);
  const calls = useAnswer("local/calls", { account: account.value, limit: 200 });
  return (
    <ActivityPage intro={say.intro} actions={<AsOf of={calls} />}>
      <Answer of={calls}>{(answer) => <CallsTable calls={answer.calls} empty={say.empty} />}</Answer>
    </ActivityPage>
  );
};
