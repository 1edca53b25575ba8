// Light or dark: as the machine has it, unless somebody chose here.
import { effect } from "@preact/signals";
import { stored } from "./stored.ts";

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const theme = stored<Theme>("console-theme", (kept) => themes.find((each) => each === kept) ?? "system");

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
