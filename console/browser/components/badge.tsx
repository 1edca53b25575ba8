// A word that stands out: how something stands. The colour only repeats what the word says.
import type { ComponentChildren } from "preact";

export type Tone = "neutral" | "good" | "warning" | "bad" | "accent";

export const Badge = ({
  tone = "neutral",
  children,
}: {
  readonly tone?: Tone;
  readonly children: ComponentChildren;
}) => <span class={`badge ${tone}`}>{children}</span>;
