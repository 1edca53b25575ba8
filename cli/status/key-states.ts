// Asks WTS Chat what each account's API key is good for: a refused command alone does not say whether the key is at fault.
import { asFault } from "../../lib/wts/choose-fault.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";

type KeyState = "works" | "lacks sessions" | "refused" | "not known";

/** `why` is there where nobody can say. */
interface AccountKey {
  account: string;
  key: KeyState;
  why?: string;
}

const stateText: Readonly<Record<KeyState, string>> = {
  works: "works",
  "lacks sessions": "WORKS, BUT NOT FOR SESSIONS: it may lack access to them; make one that has it",
  refused: "REFUSED: it was deleted, or has expired",
  "not known": "not known",
};

export const keyText = ({ key, why }: AccountKey): string => (why ? `${stateText[key]} (${why})` : stateText[key]);

/** One call, and one more where WTS refuses it. */
export const readKeyState = async (connection: Connection, account: string): Promise<AccountKey> => {
  try {
    const { client } = await connection.wts(account);
    await client.listSessions({ PageSize: 1 });
    return { account, key: "works" };
  } catch (error) {
    if (error instanceof WtsApiError && error.status === 401)
      return { account, key: error.reason === "SESSIONS_DENIED" ? "lacks sessions" : "refused" };
    return { account, key: "not known", why: describeError(asFault(error)) };
  }
};
