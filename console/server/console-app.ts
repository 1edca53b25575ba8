// The routes of the console: its page, who is let in, what may be asked and done, and word that something has changed.
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { getCookie, setCookie } from "hono/cookie";
import { createMiddleware } from "hono/factory";
import { stream, streamSSE } from "hono/streaming";
import * as z from "zod/mini";
import { type Language, languages } from "../../lib/core/texts/language.ts";
import type { Clock } from "../../lib/runtime/clock.ts";
import { oneAtATime } from "../../lib/runtime/one-at-a-time.ts";
import type { Act } from "../acts/act.ts";
import { acts } from "../acts/acts.ts";
import type { Question } from "../questions/question.ts";
import { questions } from "../questions/questions.ts";
import type { AnswerCache, KeptAnswer } from "./answer-cache.ts";
import { type AnswerLine, type ProgressLine, readBody, readParams } from "./answer-question.ts";
import type { PageFiles } from "./page-files.ts";
import { pageSecurity } from "./page-security.ts";
import { Refusal } from "./refusals.ts";
import { type CommandAnswer, type CommandError, type RunCommand, runCommand, type Waiting } from "./run-command.ts";
import { seenHash } from "./seen-hash.ts";
import type { Visitors } from "./visitors.ts";

/** Calls back whenever something has changed, with its kind, until the signal is aborted. */
export type WatchChanges = (onChange: (kind: string) => void, signal: AbortSignal) => Promise<void>;

export interface ConsoleParts {
  /** For what the page only asks. */
  readonly look: RunCommand;
  /** For what somebody has said yes to, and waits for. */
  readonly act: RunCommand;
  /** It shows a deployed stage, where nobody plays. */
  readonly isStage?: boolean;
  readonly files: PageFiles;
  readonly visitors: Visitors;
  readonly clock: Clock;
  /** Cookies know no ports: the name tells ours from another console's. */
  readonly cookieName: string;
  /** Undefined where nobody tells: the page asks again by itself. */
  readonly watchChanges?: WatchChanges | undefined;
  /** What was asked of WTS is kept there; absent where asking costs nobody anything. */
  readonly cache?: AnswerCache<CommandAnswer> | undefined;
  /** Is called for each command that failed. */
  readonly onFailed?: ((error: CommandError) => void) | undefined;
}

/** What a page sends is small: the longest is a sample that somebody edited. */
const longestBody = 1024 * 1024;
const entering = z.strictObject({ token: z.string() });
const writing = z.strictObject({ params: z.unknown(), seen: z.string() });

const unknownName = (): never => {
  throw new Refusal(
    404,
    "NOT_FOUND",
    "the console knows nothing of this name: reload the page, it is of another version",
  );
};

interface Asked {
  readonly name: string;
  readonly act: Act;
  /** As the shape of the act has them. */
  readonly params: unknown;
}

/** Undefined: the page has not said. */
const languageOf = (context: Context): Language | undefined => {
  const given = context.req.header("x-console-language");
  return languages.find((each) => each === given);
};

export const consoleApp = (parts: ConsoleParts) => {
  const { look, act: actNow, files, visitors, clock, cookieName, cache, onFailed = () => {} } = parts;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const inOrder = oneAtATime();

  const named = <Each extends Act | Question>(all: Readonly<Record<string, unknown>>, name: string): Each => {
    if (!Object.hasOwn(all, name)) return unknownName();
    const each = all[name] as Each;
    if (!each.localOnly || !parts.isStage) return each;
    throw new Refusal(
      404,
      "NOT_FOUND",
      "this is for what runs on this machine, and the console shows a deployed stage",
    );
  };

  const run = async (runner: RunCommand, words: readonly string[], waiting: Waiting = {}): Promise<CommandAnswer> => {
    const answer = await runCommand(runner, words, waiting);
    if (answer.error) onFailed(answer.error);
    return answer;
  };

  const answerOf = async (...asked: Parameters<typeof run>): Promise<KeptAnswer<CommandAnswer>> => ({
    answer: await run(...asked),
    atMs: clock.now(),
  });

  const lineOf = ({ answer, atMs }: KeptAnswer<CommandAnswer>): AnswerLine => ({
    ...answer,
    asOf: new Date(atMs).toISOString(),
  });

  /** What takes long says so meanwhile. What fails on the way is the last line, since the answer has begun by then. */
  const inLines = (context: Context, work: (waiting: Waiting) => Promise<AnswerLine>): Response => {
    context.header("content-type", "application/x-ndjson");
    return stream(context, async (out) => {
      const left = new AbortController();
      out.onAbort(() => left.abort());
      const write = (line: AnswerLine | ProgressLine): Promise<unknown> => out.write(`${JSON.stringify(line)}\n`);
      await write(
        await work({ onProgress: (progress) => void write({ progress }), signal: left.signal }).catch(
          (error: unknown): AnswerLine => {
            const body =
              error instanceof Refusal
                ? error.body
                : {
                    error: { code: "INTERNAL_ERROR", message: error instanceof Error ? error.message : String(error) },
                  };
            return { ...body, said: [], asOf: new Date(clock.now()).toISOString() };
          },
        ),
      );
    });
  };

  /** What was seen is of this act with these parameters: with others, a dry run may well say the same. */
  const previewOf = async (
    { name, act, params }: Asked,
    runner: RunCommand,
    waiting: Waiting = {},
  ): Promise<AnswerLine> => {
    const line = lineOf(await answerOf(runner, act.preview(params as never), waiting));
    return line.error ? line : { ...line, seen: seenHash([name, params, act.counts(line.answer)]) };
  };

  const doIt = async (asked: Asked, seen: string): Promise<AnswerLine> => {
    const { act, params } = asked;
    const preview = await previewOf(asked, actNow);
    if (preview.error) return preview;
    if (preview.seen !== seen)
      throw new Refusal(409, "CHANGED_MEANWHILE", "it is no longer as it was shown: look again, nothing was done");
    try {
      return lineOf(await answerOf(actNow, act.words(params as never)));
    } finally {
      cache?.forget();
    }
  };

  app.use(pageSecurity());
  app.onError((error, context) => {
    const refusal = error instanceof Refusal ? error : new Refusal(500, "INTERNAL_ERROR", error.message);
    return context.json(refusal.body, refusal.status);
  });

  const onlyJson = createMiddleware(async (context, next) => {
    if (context.req.header("content-type")?.split(";")[0] !== "application/json")
      throw new Refusal(400, "CONTENT_TYPE_UNSUPPORTED", "what is sent has to be application/json");
    await next();
  });
  const limited = bodyLimit({
    maxSize: longestBody,
    onError: (context) => {
      // What comes after it on this connection would stand behind a body that nobody reads.
      context.header("connection", "close");
      throw new Refusal(413, "BODY_TOO_LARGE", `what is sent may have ${longestBody} bytes`);
    },
  });

  app.post("/api/enter", limited, onlyJson, async (context) => {
    const { token } = readParams(entering, await readBody(context));
    const visit = visitors.enter(token);
    if (!visit)
      throw new Refusal(
        401,
        "TOKEN_USED",
        "this address was used before, or is not ours: `npm run hooks -- console` prints a new one",
      );
    setCookie(context, cookieName, visit.cookie, { httpOnly: true, sameSite: "Strict", path: "/" });
    return context.json({ key: visit.key });
  });

  app.use("/api/*", async (context, next) => {
    context.header("cache-control", "no-store");
    const cookie = getCookie(context, cookieName);
    const key = context.req.header("x-console-key");
    if (!visitors.isIn({ ...(cookie !== undefined && { cookie }), ...(key !== undefined && { key }) }))
      throw new Refusal(401, "NOT_LET_IN", "open the address that `npm start` or `npm run hooks -- console` prints");
    await next();
  });

  // What is asked stands in no address: it may be a phone number, or longer than an address may be.
  app.post("/api/ask/:name{.+}", limited, onlyJson, async (context) => {
    const question = named<Question>(questions, context.req.param("name"));
    const words = question.words(readParams(question.params, await readBody(context)));
    return inLines(context, async (waiting) => {
      const answersIn = question.saysLanguage ? undefined : languageOf(context);
      if (!question.asksWts || !cache) return lineOf(await answerOf(look, words, { ...waiting, answersIn }));
      // Others may have asked the same since, and wait for it still.
      const { onProgress = () => {} } = waiting;
      const kept = [...words, answersIn ?? ""];
      return lineOf(await cache.answer(kept, () => run(look, words, { onProgress, answersIn })));
    });
  });

  const askedIn = (name: string, given: unknown): Asked => {
    const act = named<Act>(acts, name);
    return { name, act, params: readParams(act.params, given) };
  };

  app.post("/api/preview/:name{.+}", limited, onlyJson, async (context) => {
    const asked = askedIn(context.req.param("name"), await readBody(context));
    return inLines(context, (waiting) => previewOf(asked, look, waiting));
  });

  app.post("/api/act/:name{.+}", limited, onlyJson, async (context) => {
    const { params, seen } = readParams(writing, await readBody(context));
    const asked = askedIn(context.req.param("name"), params ?? {});
    const { signal } = context.req.raw;
    const work = (): Promise<AnswerLine> => {
      // Whoever has left while others were served would not see what came of it.
      if (signal.aborted) throw new Refusal(409, "LEFT_MEANWHILE", "whoever ordered it has left: nothing was done");
      return doIt(asked, seen);
    };
    return context.json(await inOrder(work));
  });

  app.get("/api/changes", (context) =>
    streamSSE(context, async (out) => {
      const ended = new AbortController();
      const isOver = new Promise<void>((resolve) => ended.signal.addEventListener("abort", () => resolve()));
      out.onAbort(() => ended.abort());
      const tell = (kind: string): void => void out.writeSSE({ event: "change", data: kind });
      await out.writeSSE({ event: "open", data: parts.watchChanges ? "told" : "asked" });
      await Promise.race([parts.watchChanges?.(tell, ended.signal) ?? isOver, isOver]);
    }),
  );

  app.all("/api/*", unknownName);

  app.get("/assets/:name", (context) => {
    const file = files.get(context.req.param("name"));
    if (!file) throw new Refusal(404, "NOT_FOUND", "there is no such file: reload the page");
    context.header("cache-control", "max-age=31536000, immutable");
    return context.body(file.bytes, 200, { "content-type": file.type });
  });

  /** Every address of the page is the same file; the page itself knows which view it means. */
  app.get("*", (context) => {
    const file = files.get("index.html");
    context.header("cache-control", "no-store");
    return context.body(file?.bytes ?? "", 200, { "content-type": "text/html; charset=utf-8" });
  });
  return app;
};
