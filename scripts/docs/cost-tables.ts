// The tables of docs/cost.md and its twin: what was counted, at AWS's prices; nothing of them is typed.
import { countedFigures } from "../prices/counted-figures.ts";
import { costOfMillion, type OperationCost } from "../prices/operation-cost.ts";
import { gigabyteOfTableMonth, pricesOf, type Region, regions } from "../prices/prices.ts";
import { markdownTable } from "./markdown-table.ts";

type Language = "en" | "pt-BR";

const wayTexts: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  "webhook: update": { en: "webhook → update", "pt-BR": "webhook → atualização" },
  "webhook: complete with note, metadata, classification": {
    en: "webhook → close with note, metadata, classification (4 calls to WTS)",
    "pt-BR": "webhook → encerramento com nota, metadados e classificação (4 chamadas ao WTS)",
  },
  "webhook: complete with note": { en: "webhook → close with note", "pt-BR": "webhook → encerramento com nota" },
  "event: update": {
    en: "event → update, its own PutEvents included",
    "pt-BR": "evento → atualização, com o próprio PutEvents",
  },
  "PATCH: update": { en: "PATCH", "pt-BR": "PATCH" },
  "PATCH with Idempotency-Key: update": { en: "PATCH with Idempotency-Key", "pt-BR": "PATCH com Idempotency-Key" },
  "routing, SESSION_UPDATE without a policy": {
    en: "WTS's SESSION_UPDATE, no policy for it",
    "pt-BR": "SESSION_UPDATE da WTS, sem regra para ele",
  },
  "routing, SESSION_NEW: kept": {
    en: "WTS's SESSION_NEW, session stays",
    "pt-BR": "SESSION_NEW da WTS, sessão fica onde está",
  },
  "routing, SESSION_NEW: move": {
    en: "WTS's SESSION_NEW, session moved",
    "pt-BR": "SESSION_NEW da WTS, sessão movida",
  },
  "auto-close, page of ten: one close": { en: "auto-close, a close", "pt-BR": "encerramento automático" },
  "auto-close, page of one: warning": {
    en: "auto-close, a warning (alone in its run)",
    "pt-BR": "aviso antes de encerrar (sozinho na execução)",
  },
};

/** How often each happens for one session, on average. */
const perSession: Readonly<Record<string, number>> = {
  "webhook: update": 1,
  "webhook: complete with note": 0.3,
  "PATCH: update": 0.2,
  "routing, SESSION_NEW: kept": 0.5,
  "routing, SESSION_NEW: move": 0.5,
  "routing, SESSION_UPDATE without a policy": 3,
  "auto-close, page of ten: one close": 0.6,
};
const sizes = [10_000, 100_000, 1_000_000];
const metricsInUse = 10;
const monthsKept = 3;
const keptBytesPerCommand = 1_000;

const languageTag = (language: Language): string => (language === "en" ? "en-US" : language);
const usd = (value: number, language: Language, digits = 2): string =>
  value.toLocaleString(languageTag(language), { minimumFractionDigits: digits, maximumFractionDigits: digits });
const count = (value: number, language: Language): string =>
  value.toLocaleString(languageTag(language), { maximumFractionDigits: 1 });

const costOf = (way: string, region: Region): OperationCost => {
  const { ways, memoryMb } = countedFigures();
  const counted = ways[way];
  if (!counted) throw new Error(`nothing was counted of "${way}": npm run bench -- --only operations counts it`);
  return costOfMillion(counted, pricesOf[region], (name) => memoryMb[name] ?? 512);
};

export const millionTable = (language: Language): string =>
  markdownTable(
    [
      "",
      ...(language === "en" ? ["US$, São Paulo", "US$, Virginia"] : ["US$, São Paulo", "US$, Virgínia"]),
      "DynamoDB",
      "Lambda",
      "SQS",
      "HTTP API",
      "EventBridge",
      language === "en" ? "logs" : "registros",
    ],
    Object.entries(wayTexts).map(([way, text]) => {
      const [near, far] = [costOf(way, "sa-east-1"), costOf(way, "us-east-1")];
      const parts = [near.table, near.functions, near.queue, near.api, near.bus, near.logs];
      return [text[language], ...[near.total, far.total, ...parts].map((value) => usd(value, language, 1))];
    }),
  );

const idleUsd = (region: Region): number => countedFigures().idle[region].reduce((sum, line) => sum + line.usd, 0);

/** What so many sessions cost by their commands, by what is kept of them, and by what stands there anyway. */
const monthOf = (sessions: number, region: Region) => {
  const commands = Object.values(perSession).reduce((sum, each) => sum + each, 0);
  const work = Object.entries(perSession).reduce((sum, [way, each]) => sum + each * costOf(way, region).total, 0);
  const keptGigabytes = (sessions * commands * monthsKept * keptBytesPerCommand) / 1e9;
  return {
    work: (work * sessions) / 1e6,
    kept: keptGigabytes * gigabyteOfTableMonth[region],
    standing: idleUsd(region) + metricsInUse * pricesOf[region].metricMonth,
  };
};

export const monthTable = (language: Language): string =>
  markdownTable(
    language === "en"
      ? [
          "Sessions a month",
          "work",
          "kept for 90 days",
          "standing: alarms, metrics, secrets, polling",
          "US$ a month, São Paulo",
          "US$ a month, Virginia",
        ]
      : [
          "Sessões por mês",
          "trabalho",
          "guardado por 90 dias",
          "fixo: alarmes, métricas, segredos, consultas",
          "US$ por mês, São Paulo",
          "US$ por mês, Virgínia",
        ],
    sizes.map((sessions) => {
      const total = (region: Region): number =>
        Object.values(monthOf(sessions, region)).reduce((sum, each) => sum + each, 0);
      const { work, kept, standing } = monthOf(sessions, "sa-east-1");
      const cells = [work, kept, standing, total("sa-east-1"), total("us-east-1")];
      return [count(sessions, language), ...cells.map((value) => usd(value, language))];
    }),
  );

export const assumptionTable = (language: Language): string =>
  markdownTable(
    language === "en" ? ["For each session", "times"] : ["Por sessão", "vezes"],
    Object.entries(perSession).map(([way, times]) => [wayTexts[way]?.[language] ?? way, count(times, language)]),
  );

const idleTexts: Readonly<Record<string, string>> = {
  alarms: "alarmes",
  secrets: "segredos",
  "metrics reported though nothing happens": "métricas enviadas mesmo sem movimento",
  "dashboards beyond the 3 that are free": "painéis além dos 3 gratuitos",
  "polls of queues": "consultas às filas",
  "runs of schedules: functions": "execuções por minuto: funções",
  "runs of schedules: table": "execuções por minuto: tabela",
  "runs of schedules: logs": "execuções por minuto: registros",
  "reads of secrets": "leituras de segredos",
};

export const idleTable = (language: Language): string => {
  const { idle } = countedFigures();
  const rows = idle["sa-east-1"].map(({ what, count: times, usd: near }, index) => [
    language === "en" ? what : (idleTexts[what] ?? what),
    count(times, language),
    usd(near, language),
    usd(idle["us-east-1"][index]?.usd ?? Number.NaN, language),
  ]);
  const totals = regions.map((region) => `**${usd(idleUsd(region), language)}**`);
  return markdownTable(
    language === "en"
      ? ["", "how many", "US$ a month, São Paulo", "Virginia"]
      : ["", "quantos", "US$ por mês, São Paulo", "Virgínia"],
    [...rows, [language === "en" ? "**all**" : "**tudo**", "", ...totals]],
  );
};
