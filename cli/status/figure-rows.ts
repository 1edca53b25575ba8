// Shows the figures of the last hour and day as people read them.
import type { Language } from "../../lib/core/texts/language.ts";
import type { Row } from "../display/aligned-table.ts";
import type { Figure } from "./read-figures.ts";
import { statusWords } from "./status-words.ts";

const numberText = (value: number, language: Language, digits: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

const valueText = (value: number | null, { unit }: Figure, language: Language): string | undefined => {
  if (value === null) return undefined;
  if (unit === "Milliseconds") return `${numberText(value / 1_000, language, 1)} s`;
  return unit === "Percent" ? `${numberText(value, language, 0)} %` : numberText(value, language, 0);
};

export const figureRows = (figures: readonly Figure[], language: Language): readonly Row[] => {
  const say = statusWords[language];
  return [
    say.figureHeads,
    ...figures.map((figure) => [
      say.figures[figure.metric],
      valueText(figure.lastHour, figure, language),
      valueText(figure.lastDay, figure, language),
    ]),
  ];
};
