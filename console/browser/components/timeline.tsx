// What happened, one thing below the other, each with its time; details open where they stand.
import type { ComponentChildren } from "preact";
import type { Tone } from "./badge.tsx";
import { Time } from "./time.tsx";

export interface TimelineEntry {
  readonly key: string;
  /** An ISO instant. */
  readonly at: string;
  readonly tone?: Tone;
  readonly title: ComponentChildren;
  readonly text?: ComponentChildren;
  /** Shown to who opens it. */
  readonly details?: ComponentChildren;
}

export const Timeline = ({
  entries,
  detailsTitle,
}: {
  readonly entries: readonly TimelineEntry[];
  readonly detailsTitle: string;
}) => (
  <ol class="timeline">
    {entries.map(({ key, at, tone = "neutral", title, text, details }) => (
      <li key={key} class={tone}>
        <div class="when">
          <Time at={at} />
        </div>
        <div class="what">
          <div class="title">{title}</div>
          {text !== undefined && <div>{text}</div>}
          {details !== undefined && (
            <details>
              <summary>{detailsTitle}</summary>
              {details}
            </details>
          )}
        </div>
      </li>
    ))}
  </ol>
);
