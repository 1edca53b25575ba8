// `doctor --probe`: says each call before it is made, asks before what cannot be taken back, gives the session back, and writes the answers down.
import { setTimeout as sleep } from "node:timers/promises";
import type { Language } from "../../../lib/core/texts/language.ts";
import { isProperties, own, ownText } from "../../../lib/core/value.ts";
import { systemClock as clock } from "../../../lib/runtime/clock.ts";
import { jsonLog } from "../../../lib/runtime/log.ts";
import { wtsAt } from "../../../lib/wts/connect.ts";
import { HttpError } from "../../../lib/wts/http.ts";
import { rateTokens } from "../../../lib/wts/rate-tokens.ts";
import { userConfigFile } from "../../../local/user-folder.mjs";
import { confirmed } from "../../confirm.ts";
import { unknownAccount } from "../../connection.ts";
import { describeError } from "../../describe-error.ts";
import { alignedTable } from "../../display/aligned-table.ts";
import { maskPersonal } from "../../display/mask-personal.ts";
import type { Output } from "../../display/output.ts";
import { BadVerdict, Failure } from "../../failure.ts";
import type { Surroundings, Tools } from "../../with-connection.ts";
import { answersFile, mergedAnswers, readAnswers, tryToWrite, writeAnswers } from "./answers-file.ts";
import { type Asked, NoAnswer, probeCaller } from "./probe-call.ts";
import { type ProbeReport, probeSession, type ReadAccount, readAccount } from "./probe-session.ts";
import { probeWords } from "./probe-words.ts";
import { peopleConcerned, type Question, questions, readFirst } from "./questions.ts";
import { type Consent, consents, notProbed, type UnknownName } from "./unknowns.ts";

export interface ProbeOptions {
  session: string;
  account?: string | undefined;
  yes: boolean;
  dryRun: boolean;
  allow: readonly Consent[];
  json: boolean;
}

/** What the way to WTS did is no defect of ours. */
const whyFailed = (error: unknown): string =>
  error instanceof HttpError || error instanceof NoAnswer ? error.message : describeError(error);

/** Far below WTS's limit, which others of the account need as well. */
const pauseMs = 400;
const patienceMs = 600_000;
const stopSignals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

const mostCalls = [readFirst, ...questions].reduce((sum, { calls }) => sum + calls.length, 0);

/** The first letters are enough to recognize whom one has named. */
const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .map((word) => `${[...word][0] ?? ""}…`)
    .join(" ");

const contactIn = ({ session }: ReadAccount): string => {
  const contact = own(session, "contactDetails");
  return maskedName((isProperties(contact) ? ownText(contact, "name") : undefined) ?? "?");
};

const showPlan = (output: Output, { session, account }: ProbeOptions, language: Language): void => {
  const say = probeWords[language];
  const asked: readonly Omit<Question, "put">[] = [readFirst, ...questions];
  const plan = asked.map(({ settles, calls, needs }) => ({ settles, calls, ...(needs && { needs }) }));
  output.json({ session, account, mostCalls, plan });
  output.line(say.plan, "");
  for (const { settles, calls, needs } of plan)
    output.line(
      `${settles.join(", ")}${needs ? ` (${say.whatFor[needs]})` : ""}`,
      ...calls.map((call) => `    ${call}`),
    );
  output.line("", say.planCalls(mostCalls));
};

/** Those that a person says yes to, each asked by itself; on the command line they are named. */
const allowedConsents = async (
  surroundings: Surroundings,
  { allow, yes }: ProbeOptions,
  language: Language,
): Promise<readonly Consent[]> => {
  if (yes || !surroundings.ask) return allow;
  const allowed: Consent[] = [];
  for (const consent of consents) {
    if (allow.includes(consent)) allowed.push(consent);
    else
      await confirmed(surroundings, false)(probeWords[language].consent[consent], language).then(
        () => allowed.push(consent),
        () => {},
      );
  }
  return allowed;
};

const reasonOf = (name: UnknownName, { open }: ProbeReport, language: Language): string => {
  const say = probeWords[language];
  const reason = notProbed[name];
  return reason ? say.notProbed[reason] : say.open[open[name] ?? "stopped"];
};

const showReport = (output: Output, report: ProbeReport, language: Language): void => {
  const say = probeWords[language];
  const names = Object.keys(say.unknown) as UnknownName[];
  const found = names.filter((name) => report.answers[name] !== undefined);
  output.line(
    "",
    ...alignedTable([say.found, ...found.map((name) => [name, report.answers[name], say.unknown[name]])]),
  );
  output.line(
    "",
    ...alignedTable([
      say.notFound,
      ...names
        .filter((name) => !found.includes(name))
        .map((name) => [name, reasonOf(name, report, language), say.unknown[name]]),
    ]),
    "",
    say.end[report.end],
  );
  if (report.left.length === 0) output.line(say.restored);
  else showLeftOver(output, report, language);
};

const showLeftOver = (output: Output, report: ProbeReport, language: Language): void => {
  const say = probeWords[language];
  output.line(
    say.notRestored,
    ...report.left.map(
      ({ field, wanted, present }) =>
        `  ${say.leftOver(say.field[field], JSON.stringify(wanted), JSON.stringify(present))}`,
    ),
  );
};

export const runProbe = async (
  { connection, output }: Tools,
  surroundings: Surroundings,
  options: ProbeOptions,
): Promise<void> => {
  const config = await connection.config();
  const { language } = config;
  const say = probeWords[language];
  const account = options.account ?? config.account;
  if (options.dryRun) return showPlan(output, { ...options, account }, language);

  const file = answersFile(userConfigFile(surroundings.environment, surroundings.cwd));
  const kept = readAnswers(file);
  const unwritten = (error: unknown): Failure =>
    new Failure(say.unwritten(file, String(Object(error).code ?? describeError(error))));
  try {
    tryToWrite(file);
  } catch (error) {
    throw unwritten(error);
  }
  const accounts = await connection.accounts().get();
  const apiKey = accounts.get(account)?.apiKey;
  if (apiKey === undefined) throw new Failure(unknownAccount(account, connection.place, [...accounts.keys()]));
  const baseUrl = wtsAt(config, connection.wtsBaseUrl()).baseUrlOf(account);

  // Who reads JSON has it alone on stdout; people see the calls between the results.
  const announce = (line: string): void => (options.json ? output.warn(line) : output.line(line));
  const limiterOf = connection.limiters(config, { clock, log: jsonLog(() => {}) });
  const endBy = clock.now() + patienceMs;
  const tokens = rateTokens(
    limiterOf(account),
    { priority: "caller", timeBox: { startBy: endBy, endBy }, tokenWaitMs: patienceMs },
    clock,
  );
  const wait = (ms: number): Promise<void> => sleep(connection.isStandIn() ? 0 : ms);
  const ask: Asked = probeCaller({
    baseUrl,
    apiKey,
    sessionId: options.session,
    pace: async () => {
      await tokens.take();
      await wait(pauseMs);
    },
    announce: ({ method, route, query = [], body }, number) => {
      const asked = query.length === 0 ? "" : `?${query.map(([name, value]) => `${name}=${value}`).join("&")}`;
      announce(
        `  ${String(number).padStart(3)}  ${method} ${route}${asked}${body === undefined ? "" : ` ${JSON.stringify(maskPersonal(body))}`}`,
      );
    },
  });

  announce(say.reading);
  const read = await readAccount(ask);
  if ("why" in read) {
    const status = "status" in read ? (read.status ?? "") : "";
    if (read.why === "sessions denied")
      writeAnswers(file, {
        ...kept,
        [account]: mergedAnswers(kept[account], {
          probedAt: new Date(clock.now()).toISOString(),
          baseUrl,
          answers: read.answers as Record<string, string>,
        }),
      });
    throw new Failure(say.unprobeable[read.why](status));
  }
  const people = peopleConcerned(read.known).map(({ name }) => name);
  const around = [
    say.about(contactIn(read), read.before.status),
    ...(people.length > 0 ? [say.given(people.join(", "))] : []),
    say.seenByOthers,
  ];
  for (const line of around) announce(line);
  await confirmed(surroundings, options.yes)(say.begin(mostCalls), language);
  const allowed = await allowedConsents(surroundings, options, language);

  const stopping = new AbortController();
  // Whoever has no patience presses Ctrl-C again, or closes the terminal: the session is given back all the same.
  const stop = (): void => {
    if (!stopping.signal.aborted) announce(say.stopping);
    stopping.abort();
  };
  for (const signal of stopSignals) process.on(signal, stop);
  const report = await probeSession(read, {
    ask,
    wait,
    allowed,
    signal: stopping.signal,
    text: say.text,
    begins: ({ settles: [first] }: Question) => announce(`${first}: ${say.unknown[first]}`),
    restores: () => announce(say.restoring),
  }).finally(() => {
    for (const signal of stopSignals) process.removeListener(signal, stop);
  });

  const answered = mergedAnswers(kept[account], {
    probedAt: new Date(clock.now()).toISOString(),
    baseUrl,
    answers: report.answers as Record<string, string>,
  });
  let notWritten: Failure | undefined;
  try {
    writeAnswers(file, { ...kept, [account]: answered });
  } catch (error) {
    // What was found out is shown all the same.
    notWritten = unwritten(error);
  }
  const open = Object.fromEntries(
    (Object.keys(say.unknown) as UnknownName[])
      .filter((name) => report.answers[name] === undefined)
      .map((name) => [name, notProbed[name] ?? report.open[name] ?? "stopped"]),
  );
  output.json({ account, file, end: report.end, answers: report.answers, open, notRestored: report.left });
  showReport(output, report, language);
  for (const [name, before] of Object.entries(kept[account]?.answers ?? {})) {
    const now = answered.answers[name];
    if (now !== undefined && now !== before) output.line(say.changed(name, before, now));
  }
  if (notWritten === undefined) output.line("", say.written(file), ...say.howToUse);
  if (report.left.length > 0) throw new BadVerdict(say.notRestored);
  if (notWritten !== undefined) throw notWritten;
  if (report.end !== "done")
    throw new BadVerdict(
      [say.end[report.end], ...(report.error === undefined ? [] : [whyFailed(report.error)])].join(" "),
    );
};
