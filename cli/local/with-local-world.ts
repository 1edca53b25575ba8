// Finds what the commands of `local` work on: the stand-in for WTS and the runner of the stack that runs here, and nothing else.
import type { Command } from "commander";
import type { HooksConfig } from "../../lib/config.ts";
import { readJson } from "../../lib/core/read-json.ts";
import type { Locale } from "../../lib/core/texts/language.ts";
import { localeOf } from "../../lib/core/texts/locale-of.ts";
import type { Output } from "../display/output.ts";
import { Failure } from "../failure.ts";
import { type RunningStack, readRunningStack } from "../running-stack.ts";
import { type Surroundings, withConnection } from "../with-connection.ts";

export interface LocalWorld {
  readonly output: Output;
  readonly locale: Locale;
  readonly account: string;
  readonly running: RunningStack;
  /** Asks the stand-in what no customer may, about the account. Throws Failure for what it refuses. */
  wts<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Asks the runner. */
  runner<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
  /** Asks what stands for AWS. */
  aws<Answer>(method: string, path: string, body?: unknown): Promise<Answer>;
}

const messageOf = (text: string): string => {
  try {
    const answered = readJson(text) as { error?: { message?: string }; message?: string };
    return String(answered.error?.message ?? answered.message ?? text);
  } catch {
    return text;
  }
};

const ask = async <Answer>(url: string, method: string, body: unknown): Promise<Answer> => {
  const answer = await fetch(url, {
    method,
    ...(body !== undefined && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
  }).catch(() => {
    throw new Failure(`nothing answers at ${new URL(url).origin}: is \`npm start\` still running?`);
  });
  const text = await answer.text();
  if (!answer.ok) {
    const [first = "", ...others] = messageOf(text).split("\n");
    throw new Failure(first, others);
  }
  return (text === "" ? undefined : readJson(text)) as Answer;
};

/** A configuration that is being edited must not stand in the way of a world that has nothing to do with it. */
const fallback = { language: "en", timeZone: "UTC" } as const;

const readable = (config: Promise<HooksConfig>): Promise<HooksConfig | undefined> => config.catch(() => undefined);

export const withLocalWorld = async (
  command: Command,
  surroundings: Surroundings,
  work: (world: LocalWorld) => Promise<void>,
): Promise<void> => {
  const { stage, account: named } = command.opts<{ stage?: string; account?: string }>();
  if (stage !== undefined)
    command.error(
      "error: `local` plays with the stack that runs here: on a deployed stage it would be people's own conversations; leave out --stage",
      { exitCode: 2 },
    );
  await withConnection(command, surroundings, async ({ connection, output }) => {
    const running = readRunningStack(surroundings.environment);
    const config = await readable(connection.config());
    const account = named ?? config?.account ?? "default";
    const about = `account=${encodeURIComponent(account)}`;
    const wtsUrl = (): string => {
      if (running.wtsUrl !== undefined) return running.wtsUrl;
      throw new Failure(
        "WTS is another than the stand-in here (WTS_BASE_URL), and nothing is made up there: start without it",
      );
    };
    await work({
      output,
      locale: config ? localeOf(config, account) : fallback,
      account,
      running,
      wts: (method, path, body) =>
        ask(`${wtsUrl()}/__admin/${path}${path.includes("?") ? "&" : "?"}${about}`, method, body),
      runner: (method, path, body) => ask(`${running.controlUrl()}/${path}`, method, body),
      aws: (method, path, body) => ask(`${running.awsControlUrl()}/${path}`, method, body),
    });
  });
};
