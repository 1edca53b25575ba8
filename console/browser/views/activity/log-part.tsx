// What the functions printed here, the newest first: why a delivery was filtered out, refused or parked.
import { useSignal } from "@preact/signals";
import { useAnswer } from "../../api/use-answer.ts";
import { Answer } from "../../components/answer.tsx";
import { AsOf } from "../../components/as-of.tsx";
import { Field } from "../../components/field.tsx";
import { useWords } from "../../words/use-words.ts";
import { ActivityPage } from "./activity-page.tsx";
import { activityWords } from "./activity-words.ts";
import { LogEntries } from "./log-entries.tsx";

export const LogPart = () => {
  const say = useWords(activityWords);
  const about = useSignal("");
  const wanted = about.value.trim();
  const log = useAnswer("local/log", { limit: 200, ...(wanted !== "" && { about: wanted }) });
  return (
    <ActivityPage intro={say.log.intro} actions={<AsOf of={log} />}>
      <div class="filters">
        <Field label={say.log.about} hint={say.log.aboutHint}>
          <input
            type="search"
            value={about.value}
            onInput={({ currentTarget }) => (about.value = currentTarget.value)}
          />
        </Field>
      </div>
      <Answer of={log}>{({ entries }) => <LogEntries entries={entries} empty={say.log.empty} />}</Answer>
    </ActivityPage>
  );
};
