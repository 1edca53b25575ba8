// The answer to what most come for, before all else: why it was closed, or what comes next of it.
import type { SessionStory, ShownEntry } from "../../../../cli/session/show-story.ts";
import type { Tone } from "../../components/badge.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { Notice } from "../../components/notice.tsx";
import { Time } from "../../components/time.tsx";
import { useWords } from "../../words/use-words.ts";
import { sessionsWords } from "./sessions-words.ts";

const isDone = ({ ending }: ShownEntry): boolean => ending === "applied" || ending === "applied in part";

/** A close that was given back in the same moment is none. */
const closingOf = ({ entries }: SessionStory): ShownEntry | undefined =>
  entries.findLast((entry) => isDone(entry) && entry.type === "Session Closed" && !entry.reasons.includes("REOPENED"));

const Glance = ({
  tone,
  title,
  entry,
  text,
  more,
}: {
  readonly tone: Tone;
  readonly title: string;
  readonly entry?: ShownEntry | undefined;
  readonly text?: string | undefined;
  readonly more?: string | undefined;
}) => (
  <Notice tone={tone} title={title}>
    {entry && (
      <>
        <p class="glance">
          <Foreign text={entry.text} most={600} />
        </p>
        <p>
          <Time at={entry.at} />
        </p>
      </>
    )}
    {text !== undefined && (
      <p class="glance">
        <Foreign text={text} most={600} />
      </p>
    )}
    {more !== undefined && <p>{more}</p>}
  </Notice>
);

export const SessionGlance = ({ of: story }: { readonly of: SessionStory }) => {
  const { glance: say, follows, noRun: noRuns, seeRuns } = useWords(sessionsWords);
  const { session, elsewhere = [], standing, notLookedUp, nextRun } = story;
  const entry = closingOf(story);
  const next = standing.find(({ about }) => about === "nextRun")?.text;
  if (session === undefined)
    return (
      <>
        <Glance tone="warning" title={say.unasked} text={notLookedUp} />
        {entry && <Glance tone="accent" title={say.closed} entry={entry} />}
      </>
    );
  if (session === null)
    return (
      <>
        <Glance tone="warning" title={say.gone} text={say.goneText} />
        {entry && <Glance tone="accent" title={say.closed} entry={entry} />}
      </>
    );
  if (session.isOpen && nextRun?.noRun !== undefined)
    return (
      <Notice tone="warning" title={noRuns[nextRun.noRun]}>
        <a href="/auto-close/runs">{seeRuns}</a>
      </Notice>
    );
  if (session.isOpen)
    return next === undefined ? null : (
      <Glance tone="accent" title={say.next} text={next} more={nextRun?.follows && follows[nextRun.follows]} />
    );
  if (elsewhere.includes("closed"))
    return <Glance tone="warning" title={say.closedElsewhere} text={say.closedElsewhereText} />;
  if (entry) return <Glance tone="accent" title={say.closed} entry={entry} />;
  return <Glance tone="warning" title={say.closedUnknown} text={say.closedUnknownText} />;
};
