// English words that nobody in Brazil should meet in what we write in Portuguese; codes and names of keys are no words.

const english =
  /\b(the|is|are|was|were|and|or|not|nobody|somebody|which|waits?|waiting|until|because|policy|session|sessions|contact|owner|queue|department|answer|answered|closed|warned|would|nothing|since|page|more|together|never|again|yes|none|wrote|written|days|hours|runs?|ended|undone|started|times|state|status)\b/giu;

/** Codes, ids, keys such as `match.status`, queues such as `reassign-session-events`, and what stands between backticks are the same in every language. */
const sameEverywhere =
  /`[^`]*`|\b[A-Z][A-Z_]{2,}\b|\b[a-z]+(?:\.[a-zA-Z]+)+\b|\bhooks\.config\.ts\b|--[a-z-]+|\b[a-z]+(?:-[a-z]+){2,}\b/gu;

export const englishIn = (text: string): readonly string[] => text.replaceAll(sameEverywhere, " ").match(english) ?? [];
