// What happened to a session, the oldest first, in the sentences of the command line; codes and ids open where they stand.
import { useSignal } from "@preact/signals";
import type { ComponentChildren } from "preact";
import type { SessionStory, ShownEntry } from "../../../../cli/session/show-story.ts";
import type { Tone } from "../../components/badge.tsx";
import { Facts } from "../../components/facts.tsx";
import { Foreign } from "../../components/foreign.tsx";
import { JsonText } from "../../components/json-text.tsx";
import { ShortId } from "../../components/short-id.tsx";
import { Timeline } from "../../components/timeline.tsx";
import { useWords } from "../../words/use-words.ts";
import { sessionsWords } from "./sessions-words.ts";

const tones: Readonly<Partial<Record<ShownEntry["ending"], Tone>>> = {
  applied: "good",
  "applied in part": "warning",
  begun: "accent",
  refused: "bad",
  parked: "bad",
};

/** What came before is shown to who asks for it. */
const mostEntries = 60;

const Codes = ({ entry }: { readonly entry: ShownEntry }) => {
  const { detailHeads: say } = useWords(sessionsWords);
  const { what, ending, reasons, commandId, deliveryId, runId, correlationId, door, source, policy, type } = entry;
  const id = (value: string | undefined, root?: string): ComponentChildren =>
    value && <ShortId key={value} id={value} {...(root !== undefined && { href: root + encodeURIComponent(value) })} />;
  const text = (value: string | undefined): ComponentChildren => value && <Foreign text={value} most={120} />;
  const { text: _text, details: _details, ...recorded } = entry;
  return (
    <>
      <Facts
        facts={[
          [say.codes, <Foreign key="codes" text={[what, ending, ...reasons].join(", ")} />],
          [say.policy, text(policy)],
          [say.from, text(source === "" ? door : source)],
          [say.command, id(commandId, "/activity/commands/")],
          [say.delivery, id(deliveryId === runId ? undefined : deliveryId)],
          [say.run, id(runId, "/auto-close/runs/")],
          [say.chain, id(correlationId === runId ? undefined : correlationId)],
          [say.event, text(type)],
        ]}
      />
      <details>
        <summary>{say.all}</summary>
        <JsonText value={recorded} />
      </details>
    </>
  );
};

export const SessionTimeline = ({ of: { entries } }: { readonly of: SessionStory }) => {
  const say = useWords(sessionsWords);
  const isWhole = useSignal(false);
  const hidden = isWhole.value ? 0 : Math.max(0, entries.length - mostEntries);
  return (
    <section aria-labelledby="story">
      <h2 id="story">{say.story}</h2>
      {entries.length === 0 && <div class="empty">{say.storyEmpty}</div>}
      {hidden > 0 && (
        <button type="button" onClick={() => (isWhole.value = true)}>
          {say.earlier(hidden)}
        </button>
      )}
      <Timeline
        detailsTitle={say.details}
        entries={entries.slice(hidden).map((entry, index) => ({
          key: `${entry.at} ${entry.commandId ?? hidden + index} ${entry.what}`,
          at: entry.at,
          tone: tones[entry.ending] ?? "neutral",
          title: <Foreign text={entry.text} most={400} />,
          ...(entry.details.length > 0 && {
            text: (
              <ul class="plain-list">
                {entry.details.map((detail) => (
                  <li key={detail}>
                    <Foreign text={detail} most={400} />
                  </li>
                ))}
                {entry.parked && (
                  <li>
                    <a href={`/parked/${encodeURIComponent(entry.parked.messageId)}`}>{say.seeParked}</a>
                  </li>
                )}
              </ul>
            ),
          }),
          details: <Codes entry={entry} />,
        }))}
      />
    </section>
  );
};
