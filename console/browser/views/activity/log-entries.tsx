// Lines of the functions' log, each with what stands in it.
import type { LocalLogEntry } from "../../../../cli/local/list-log.ts";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Timeline } from "../../components/timeline.tsx";
import { useWords } from "../../words/use-words.ts";
import { activityWords } from "./activity-words.ts";

const tones = { warn: "warning", error: "bad" } as const;

/** What says most of a line stands beside it; the rest is for who opens it. */
const telling = ["source", "delivery", "command", "type", "code", "reason", "status", "policy", "durationMs"];

const textOf = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));

export const LogEntries = ({
  entries,
  empty,
}: {
  readonly entries: readonly LocalLogEntry[];
  readonly empty: string;
}) => {
  const say = useWords(activityWords);
  if (entries.length === 0) return <div class="empty">{empty}</div>;
  return (
    <Timeline
      detailsTitle={say.log.details}
      entries={entries.map(({ at, functionName, level, message, fields }, index) => ({
        key: `${entries.length - index} ${at}`,
        at,
        tone: level === "warn" || level === "error" ? tones[level] : "neutral",
        title: (
          <>
            <code>{functionName}</code> <Foreign text={message} />
          </>
        ),
        text: (
          <span class="quiet">
            <Foreign
              text={telling
                .flatMap((name) => (fields[name] === undefined ? [] : `${name} ${textOf(fields[name])}`))
                .join(" · ")}
            />
          </span>
        ),
        details: (
          <Facts
            facts={Object.entries(fields).map(([name, value]) => [
              name,
              <Foreign key={name} text={textOf(value)} most={400} />,
            ])}
          />
        ),
      }))}
    />
  );
};
