// Asks WTS with a key that somebody types, for who has no stack yet: it only reads, with few calls, and the key is kept nowhere.
import type { HooksConfig } from "../../lib/config.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { wtsClient } from "../../lib/wts/client.ts";
import { wtsAt } from "../../lib/wts/connect.ts";
import { directory } from "../../lib/wts/directory.ts";
import { Failure } from "../failure.ts";
import { fewCalls } from "../try/few-calls.ts";
import { tryWords } from "../try/try-words.ts";
import { cleanKey } from "../typed-key.ts";
import type { Surroundings } from "../with-connection.ts";
import type { AskWts } from "./wts-step.ts";

export const mostCalls = 30;

/** The key is of one account: which one, the first question says. It is asked for with that. */
export const askWithKey = ({ askHidden }: Surroundings, config: HooksConfig): AskWts => {
  let asked: { account: string; wts: ReturnType<AskWts> } | undefined;
  const connect: AskWts = async (account) => {
    const { baseUrlOf, apiVersion, timeoutMs } = wtsAt(config);
    const baseUrl = baseUrlOf(account);
    const apiKey = cleanKey((await askHidden?.(tryWords[config.language].askKey(baseUrl))) ?? "");
    const { call } = fewCalls({ baseUrl, apiKey, most: mostCalls, clock, timeoutMs });
    return { client: wtsClient(call, apiVersion), directory: directory({ clock }) };
  };
  return async (account) => {
    asked ??= { account, wts: connect(account) };
    if (asked.account === account) return asked.wts;
    throw new Failure(`the key is of account ${asked.account}, and this command is for account ${account}`);
  };
};
