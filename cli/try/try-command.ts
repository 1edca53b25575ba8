// `try`: what the product would do with somebody's own account, before anything is installed, written or paid for.
import { type Command, Option } from "commander";
import { defineConfig } from "../../lib/config.ts";
import { type Language, languages } from "../../lib/core/texts/language.ts";
import { asWebOrigin, isWebOrigin, webOriginExpected } from "../../lib/core/web-origin.ts";
import { waitingSinceMs } from "../../lib/routing/rules/waiting-contact.ts";
import { systemClock as clock } from "../../lib/runtime/clock.ts";
import { configIfThere } from "../config-if-there.ts";
import { outputTo } from "../display/output.ts";
import { progressBar } from "../display/progress-bar.ts";
import { spokenLanguage } from "../spoken-language.ts";
import { cleanKey } from "../typed-key.ts";
import { wholeNumber } from "../typed-values.ts";
import type { Surroundings } from "../with-connection.ts";
import { fewCalls } from "./few-calls.ts";
import { findAccess } from "./find-access.ts";
import { keyFailure } from "./key-failure.ts";
import { readAccount } from "./read-account.ts";
import { showTry } from "./show-try.ts";
import { tryPolicy } from "./try-policy.ts";
import { tryRouting } from "./try-routing.ts";
import { tryWords } from "./try-words.ts";

const mostCalls = 30;

const help = `
Asks for a key of WTS Chat, which is not shown and kept nowhere, and looks at the account with at most ${mostCalls} calls that only read:
whether the key is good for sessions, which version of the API answers, who waits and how long, what a plain policy would close and
why not the others, what \`courtesyReplies\` would change, and who would get those that wait. Nothing is written, here or there, and
no AWS is needed. Without a terminal, the key is the first line of the input.

Examples:
  npm run hooks -- try
  npm run hooks -- try --language en
  npm run hooks -- try --days 7 --base-url https://api.helena.app
  npm run -s hooks -- try --json`;

interface TryOptions {
  baseUrl?: string;
  days: number;
  show: number;
  language?: Language;
  json?: boolean;
  stage?: string;
  region?: string;
}

export const addTry = (program: Command, surroundings: Surroundings): void => {
  program
    .command("try")
    .description(
      "look at your own WTS account with a key, read-only: who waits, what would be closed, who would get them",
    )
    .option("--base-url <url>", "the API host of your white label (default: wts.baseUrl of hooks.config.ts)")
    .option("--days <n>", "the policy closes after so many days", wholeNumber(365), 3)
    .option("--show <n>", "at most so many rows in a table", wholeNumber(100_000), 10)
    .addOption(
      new Option(
        "--language <language>",
        "of what is said (default: `language` of hooks.config.ts, or that of your machine)",
      ).choices(languages),
    )
    .addHelpText("after", help)
    .action(async (_options: object, command: Command) => {
      const { baseUrl: given, days, show, language: asked, json = false, stage, region } = command.opts<TryOptions>();
      if (stage !== undefined || region !== undefined)
        command.error("error: --stage and --region do not go with try: it asks WTS alone, with a key of its own", {
          exitCode: 2,
        });
      if (given !== undefined && !isWebOrigin(given))
        command.error(`error: --base-url ${webOriginExpected}, and is ${given}`, { exitCode: 2 });
      const own = await configIfThere(surroundings);
      const { timeZone, wts } = own ?? defineConfig({});
      const language = spokenLanguage({ asked, config: own, environment: surroundings.environment });
      const say = tryWords[language];
      const baseUrl = asWebOrigin(given ?? wts.baseUrl);
      const apiKey = cleanKey((await surroundings.askHidden?.(say.askKey(baseUrl))) ?? "");
      const bar = progressBar(surroundings, say.calling);
      const calls = fewCalls({
        ...{ baseUrl, apiKey, most: mostCalls, clock, timeoutMs: wts.timeoutMs },
        onCall: (made) => bar.show(made, mostCalls, ""),
      });
      const look = async () => {
        const access = await findAccess(calls);
        if (access.key !== "good") throw keyFailure(access, baseUrl, say);
        const { client, firstPage, apiVersion } = access;
        const seen = await readAccount(client, firstPage, calls);
        const nowMs = clock.now();
        const locale = { language, timeZone };
        return {
          apiVersion,
          seen,
          nowMs,
          policy: await tryPolicy(seen.sessions, { days, nowMs, locale, client, calls }),
        };
      };
      const { apiVersion, seen, nowMs, policy } = await look().finally(() => bar.stop());
      const waiting = seen.sessions
        .flatMap((facts) => {
          const sinceMs = waitingSinceMs(facts, {});
          return sinceMs === undefined ? [] : [{ facts, sinceMs }];
        })
        .sort((one, other) => one.sinceMs - other.sinceMs);
      const routed =
        seen.people &&
        tryRouting(
          waiting.map(({ facts }) => facts),
          { sessions: seen.sessions, people: seen.people, nowMs, locale: { language, timeZone } },
        );
      showTry(
        outputTo(surroundings, { json }),
        {
          baseUrl,
          apiVersion,
          nowMs,
          calls: { made: calls.made(), most: mostCalls, isPaused: calls.isPaused(), isLate: calls.isLate() },
          seen,
          waiting,
          policy,
          routed,
        },
        { locale: { language, timeZone }, show },
      );
    });
};
