// Refuses what EventBridge refuses of PutEvents, and moto lets through: sources of AWS itself, and calls that are too large.
import { isProperties, own, ownText, type Properties } from "../../../lib/core/value.ts";

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html#eb-putevents-size */
const maxCallBytes = 1024 * 1024;
const timeBytes = 14;

const entriesOf = (input: Properties): Properties[] => {
  const entries = own(input, "Entries");
  return Array.isArray(entries) ? entries.filter(isProperties) : [];
};

const bytesOf = (entry: Properties): number =>
  ["Source", "DetailType", "Detail"]
    .map((name) => Buffer.byteLength(ownText(entry, name) ?? ""))
    .reduce((sum, bytes) => sum + bytes, own(entry, "Time") === undefined ? 0 : timeBytes);

export const isTooLarge = (input: Properties): boolean =>
  entriesOf(input).reduce((sum, entry) => sum + bytesOf(entry), 0) > maxCallBytes;

/** One entry of AWS's own is refused by itself; who sends several finds it among the answers. */
export const hasSourceOfAws = (input: Properties): boolean =>
  entriesOf(input).some((entry) => ownText(entry, "Source")?.startsWith("aws.") === true);

export const refusedEntries = (input: Properties): object => {
  const entries = entriesOf(input).map((entry) => ({
    ErrorCode: "NotAuthorizedForSourceException",
    ErrorMessage: `Not authorized for the source ${ownText(entry, "Source")}.`,
  }));
  return { FailedEntryCount: entries.length, Entries: entries };
};
