// Texts that stand for what is nobody's business: whoever finds one in a log, or in what a stranger is answered, has found a leak.

/** None looks like an id or a name: those may be shown. */
export const canaries = {
  text: "canary: só entre nós",
  phone: "+55 11 98765-0042",
  token: "canary/token+0123456789=",
} as const;

const written = [canaries.text, canaries.token, "98765-0042", "5511987650042", "11987650042"];

export const leaksIn = (what: string, text: string): string[] =>
  written
    .filter((canary) => text.includes(canary))
    .map((canary) => `${what} holds a canary (${canary}): ${text.slice(0, 500)}`);
