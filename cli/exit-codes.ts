// What the exit code of each command says: for --help and the reference, so that both say the same of all.

/** By the words of a command. These have a verdict: they answer 1 also when they did what was asked, and found this. */
export const badVerdicts: Readonly<Record<string, string>> = {
  status:
    "somebody is needed: an account is paused or has no key, its latest run did not end well, something is parked, or with --keys WTS Chat refuses one",
  doctor: "something is wrong",
  "parked replay": "something was kept",
  explain: "the delivery would be refused or parked (what was not looked up counts as good)",
  "n8n import": "something of the workflow is left to you",
  send: "the answer is no success",
  "auto-close": "nothing was done; with --dry-run, if somebody has to look before a run does what it should",
  "auto-close runs undo": "a session could not be opened again",
  "privacy erase": "something is at work or waits, so that not all is erased",
};

const verdictOf = (words: string): string => (badVerdicts[words] ? `; 1 also if ${badVerdicts[words]}` : "");

export const exitCodeText = (words: string): string =>
  `Exit codes: 0 done, 1 not done, 2 wrong usage${verdictOf(words)}`;
