// How long ago something was, in its largest unit.

const units = [
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["s", 1_000],
] as const;

export const ageText = (ms: number): string => {
  const [unit, unitMs] = units.find(([, size]) => ms >= size) ?? ["s", 1_000];
  return `${Math.max(0, Math.floor(ms / unitMs))} ${unit}`;
};
