// A labelled place to type or choose in.
import type { ComponentChildren } from "preact";

interface FieldProps {
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly children: ComponentChildren;
}

export const Field = ({ label, hint, children }: FieldProps) => (
  // biome-ignore lint/a11y/noLabelWithoutControl: the control is what it is given.
  <label class="field">
    <span>{label}</span>
    {children}
    {hint !== undefined && <small class="quiet">{hint}</small>}
  </label>
);
