// Failures of one session after the other are WTS's, not the sessions': then it is no use to go on.
import { Fault, faults } from "../core/faults.ts";

const mostFailuresInARow = 5;

/** It is given the code with which each session failed, or undefined. Throws the Fault that so many have had. */
export const failuresInARow = (): ((code: string | undefined) => void) => {
  let failures = 0;
  return (code) => {
    const kind = [faults.wtsUnavailable, faults.wtsDenied].find((each) => each.code === code);
    failures = kind ? failures + 1 : 0;
    if (kind && failures >= mostFailuresInARow) throw new Fault(kind);
  };
};
