// Asks WTS Chat what each account's API key is good for: a refused command alone does not say whether the key is at fault.
import type { Language } from "../../lib/core/texts/language.ts";
import { asFault } from "../../lib/wts/choose-fault.ts";
import { WtsApiError } from "../../lib/wts/wts-api-error.ts";
import type { Connection } from "../connection.ts";
import { describeError } from "../describe-error.ts";
import { statusWords } from "./status-words.ts";

type KeyState = "works" | "lacks sessions" | "refused" | "not known";

/** `why` is there where nobody can say. */
export interface AccountKey {
  account: string;
  key: KeyState;
  why?: string;
}

export const keyText = ({ key, why }: AccountKey, language: Language): string => {
  const state = statusWords[language].keys[key];
  return why ? `${state} (${why})` : state;
};

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
