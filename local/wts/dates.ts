// WTS writes UTC instants the way .NET does, trailing zeros dropped, so a fraction has anything from no digit to seven.

const instantPattern =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?)?\s*(Z|z|[+-]\d{2}:\d{2})?$/;

interface Instant {
  ms: number;
  isNaive: boolean;
}

const trimmed = (iso: string, ticks: string): string => {
  const fraction = (iso.slice(20, 23) + ticks).replace(/0+$/, "");
  return fraction === "" ? `${iso.slice(0, 19)}Z` : `${iso.slice(0, 19)}.${fraction}Z`;
};

/** An instant the service itself records: it knows ticks of 100 ns, which JavaScript's clock does not. */
export const stamp = (ms: number): string => {
  const hash = Math.imul(Math.floor(ms / 1000) ^ (ms % 1000), 0x9e3779b1) >>> 0;
  const ticks = String(hash % 10_000)
    .padStart(4, "0")
    .slice(0, hash % 5);
  return trimmed(new Date(ms).toISOString(), ticks);
};

/** An instant somebody handed in: it comes back as the instant it was. */
export const exactly = (ms: number): string => trimmed(new Date(ms).toISOString(), "");

const offsetMs = (zone: string | undefined): number => {
  if (zone === undefined || zone.toUpperCase() === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
};

export const readInstant = (text: string): Instant | undefined => {
  const match = instantPattern.exec(text);
  if (match === null) return undefined;
  const [, day = "", minute = "00:00", second = "00", fraction = "0", zone] = match;
  const wallMs = Date.parse(`${day}T${minute}:${second}Z`);
  // Date.parse rolls 30 February over to March; .NET refuses it.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString().slice(0, 10) !== day) return undefined;
  const ms = wallMs + Math.floor(Number(`0.${fraction}`) * 1000);
  return { ms: ms - offsetMs(zone), isNaive: zone === undefined };
};
