// Says where a console stands, for the head of its page: the stack, the accounts, their zones, and who looks.
import type { HooksConfig } from "../../lib/config.ts";
import { zoneOf } from "../../lib/core/hours/zone-of.ts";
import type { Language } from "../../lib/core/texts/language.ts";
import { wallNow } from "../../local/move-date.ts";
import { describeError } from "../describe-error.ts";
import { accountsNamedIn } from "../status/account-lines.ts";
import type { Tools } from "../with-connection.ts";

export interface ConsolePlace {
  /** As every command names it: "the local stack", or "stage prod in sa-east-1". */
  readonly place: string;
  readonly isLocal: boolean;
  /** False where the WTS behind it is a real one. */
  readonly isStandIn: boolean;
  /** Of the configuration. */
  readonly language: Language;
  readonly account: string;
  readonly accounts: readonly { readonly name: string; readonly timeZone: string }[];
  /** How far the clock there is from this machine's: it can be moved where the stack runs here. */
  readonly clockOffsetMs: number;
  /** Who is written down for what is done here. */
  readonly caller: string;
  /** Why hooks.config.ts cannot be read, in the middle of an edit; the rest is of a default then. */
  readonly configProblem?: string;
}

const ofConfig = (config: HooksConfig): Pick<ConsolePlace, "language" | "account" | "accounts"> => ({
  language: config.language,
  account: config.account,
  accounts: [...new Set([config.account, ...accountsNamedIn(config)])].map((name) => ({
    name,
    timeZone: zoneOf(config, name),
  })),
});

const withoutConfig = (error: unknown) => ({
  ...{ language: "en" as const, account: "default", accounts: [{ name: "default", timeZone: "America/Sao_Paulo" }] },
  configProblem: describeError(error),
});

export const readPlace = async ({ connection }: Pick<Tools, "connection">): Promise<ConsolePlace> => {
  const known = await connection.config().then(ofConfig, withoutConfig);
  const { place, stack } = connection;
  return {
    ...{ place, isLocal: stack === undefined, isStandIn: connection.isStandIn() },
    ...known,
    clockOffsetMs: Date.now() - wallNow(),
    caller: await connection.callerName(),
  };
};

export const showPlace = async (tools: Tools): Promise<void> => {
  const { output } = tools;
  const answer = await readPlace(tools);
  output.json(answer);
  output.line(answer.place, `${answer.caller}, ${answer.account}`);
};
