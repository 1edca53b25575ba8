// Where in the files that people edit an error was thrown: of a whole stack, the one line they can do something about.

/** Such as " (sources/loja.ts:7:12)"; empty where the error comes from elsewhere. */
export const ownPlace = ({ stack = "" }: Error): string => {
  const [, place] = /\/((?:sources\/|hooks\.config)[^\s():]*:\d+(?::\d+)?)/.exec(stack) ?? [];
  return place === undefined ? "" : ` (${place})`;
};
