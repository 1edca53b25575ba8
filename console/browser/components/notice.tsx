// A block that says something about what is below it.
import type { ComponentChildren } from "preact";
import type { Tone } from "./badge.tsx";

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** It appears by itself, and is read out then. */
  readonly isNews?: boolean;
}

export const Notice = ({ tone = "neutral", title, children, isNews = false }: NoticeProps) => (
  <div class={`notice ${tone}`} role={isNews ? (tone === "bad" ? "alert" : "status") : undefined}>
    {title !== undefined && <strong>{title}</strong>}
    {children}
  </div>
);
