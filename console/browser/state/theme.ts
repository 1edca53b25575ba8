// Light or dark: as the machine has it, unless somebody chose here.
import { effect, signal } from "@preact/signals";
import { stored } from "./stored.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const theme = stored<Theme>("console-theme", (kept) => themes.find((each) => each === kept) ?? "system");

const machine = matchMedia("(prefers-color-scheme: dark)");
/** What is drawn, and not styled, has to be drawn anew when the machine goes dark. */
export const machineIsDark = signal(machine.matches);
machine.addEventListener("change", () => {
  machineIsDark.value = machine.matches;
});

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
