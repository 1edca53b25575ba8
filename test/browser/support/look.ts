// How somebody may look at the page: everything that is tested of it holds for each of these.
import type { Language } from "../../../lib/core/texts/language.ts";

export interface Look {
  readonly language: Language;
  /** Of the window, in pixels of CSS: a desk, and a phone. */
  readonly width: 1280 | 390;
  readonly theme: "light" | "dark";
}

export const usualLook: Look = { language: "en", width: 1280, theme: "light" };

export const everyLook: readonly Look[] = (["en", "pt-BR"] as const).flatMap((language) =>
  ([1280, 390] as const).flatMap((width) =>
    (["light", "dark"] as const).map((theme): Look => ({ language, width, theme })),
  ),
);

/** For titles, such as "pt-BR 390 dark". */
export const lookName = ({ language, width, theme }: Look): string => `${language} ${width} ${theme}`;
