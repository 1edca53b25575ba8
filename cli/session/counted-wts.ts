// Lets a list make no more calls of WTS than it says: whoever looks at a page again and again must not use up the account's rate.
import type { WtsClient } from "../../lib/wts/client.ts";
import type { Wts } from "../../lib/wts/connect.ts";
import { Failure } from "../failure.ts";

export class OutOfCalls extends Failure {}

export interface CountedWts {
  wts: Wts;
  made(): number;
  left(): number;
}

/** A call beyond `most` throws OutOfCalls, and none is made. */
export const countedWts = (wts: Wts, most: number): CountedWts => {
  let made = 0;
  const counting =
    <Given extends unknown[], Answer>(call: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      if (made >= most) throw new OutOfCalls(`more than ${most} calls of WTS would be needed`);
      made += 1;
      return call(...given);
    };
  const calls = Object.entries(wts.client).map(([name, call]) => [name, counting(call as () => Promise<unknown>)]);
  return {
    wts: { ...wts, client: Object.fromEntries(calls) as WtsClient },
    made: () => made,
    left: () => most - made,
  };
};
