// Refuses an account that is not there: what is meant for one would be done to none, and nobody would hear of it.
import { unknownAccount } from "./connection.ts";
import { describeError } from "./describe-error.ts";
import { NotFound } from "./failure.ts";
import type { Tools } from "./with-connection.ts";

/** Throws Failure. What it guards must not depend on another permission: where the accounts cannot be read, it warns. */
export const checkAccount = async (
  { connection, output }: Pick<Tools, "connection" | "output">,
  account: string,
): Promise<void> => {
  let known: readonly string[];
  try {
    known = await connection.accountNames();
  } catch (error) {
    const why = describeError(error);
    return output.warn(
      `warning: the accounts secret cannot be read (${why}), so nobody checked that there is an account ${account}`,
    );
  }
  if (!known.includes(account)) throw new NotFound(unknownAccount(account, connection.place, known));
};
