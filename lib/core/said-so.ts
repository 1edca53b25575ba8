// Who ordered something, and when: it is kept with what came of it, for whoever looks later.
import { ownText, type Properties } from "./value.ts";

export interface SaidSo {
  /** It is an ISO instant. */
  at: string;
  /** The user of the machine, or the identity that AWS knows the caller by. */
  by: string;
}

/** Undefined where the item has no such pair of texts, as what an earlier version wrote. */
export const saidSoIn = (item: Properties | undefined, at: string, by: string): SaidSo | undefined => {
  const [saidAt, saidBy] = [ownText(item, at), ownText(item, by)];
  return saidAt === undefined || saidBy === undefined ? undefined : { at: saidAt, by: saidBy };
};
