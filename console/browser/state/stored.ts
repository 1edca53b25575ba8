// A signal whose value this browser keeps.
import { effect, type Signal, signal } from "@preact/signals";

/** What is kept may be of another version, or put there by somebody: `read` answers what to make of it. */
export const stored = <Value extends string | undefined>(
  name: string,
  read: (kept: string | null) => Value,
): Signal<Value> => {
  const value = signal(read(localStorage.getItem(name)));
  effect(() => {
    if (value.value === undefined) localStorage.removeItem(name);
    else localStorage.setItem(name, value.value);
  });
  return value;
};
