// Whether WTS was asked to write at all: until then a failure certainly changed nothing.
import type { Wts } from "../wts/connect.ts";

export const watchedWrites = ({ client, ...wts }: Wts): { wts: Wts; hasWritten(): boolean } => {
  let written = false;
  const noting =
    <Arguments extends unknown[], Answer>(write: (...given: Arguments) => Answer) =>
    (...given: Arguments): Answer => {
      written = true;
      return write(...given);
    };
  const { transferSession, updateSession } = client;
  return {
    wts: {
      ...wts,
      client: { ...client, transferSession: noting(transferSession), updateSession: noting(updateSession) },
    },
    hasWritten: () => written,
  };
};
