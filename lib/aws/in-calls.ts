// Shares out what is to be sent among calls of AWS, which take so many entries and so many bytes each; the order stays.

interface CallLimits {
  entries: number;
  bytes: number;
}

/** What is larger than a call takes goes alone: AWS refuses it, and nothing beside it. */
export const inCalls = <Entry>(
  entries: readonly Entry[],
  bytesOf: (entry: Entry) => number,
  limits: CallLimits,
): Entry[][] => {
  const calls: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const call = calls.at(-1);
    const size = bytesOf(entry);
    bytes += size;
    if (call && call.length < limits.entries && bytes <= limits.bytes) call.push(entry);
    else {
      calls.push([entry]);
      bytes = size;
    }
  }
  return calls;
};
