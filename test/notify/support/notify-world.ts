// Whoever is told, as a real server that remembers what it got, and the function with a table in memory before it.
import { createServer, type IncomingHttpHeaders } from "node:http";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { type AccessSecret, parseAccess } from "../../../lib/core/access-secret.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import { noticeCollector } from "../../../lib/notify/collect-notice.ts";
import { minuteOfNotices } from "../../../lib/notify/minute-of-notices.ts";
import { pendingCauses } from "../../../lib/notify/pending-causes.ts";
import type { WeekFigures } from "../../../lib/notify/rules/summary-texts.ts";
import { noticeSender } from "../../../lib/notify/send-notices.ts";
import { queueWatcher } from "../../../lib/notify/watch-queues.ts";
import { weeklySummarizer } from "../../../lib/notify/weekly-summary.ts";
import { alertRecords } from "../../../lib/records/alerts.ts";
import { jsonLog } from "../../../lib/runtime/log.ts";
import { listen } from "../../../local/listen.ts";
import { manualClock } from "../../support/manual-clock.ts";
import { memoryTable } from "../../support/memory-table.ts";

export const slackUrl = "https://hooks.slack.com/services/T000/B000/secretslack";
export const chatUrl = "https://chat.googleapis.com/v1/spaces/AAA/messages?key=k&token=secretchat";
export const n8nUrl = "https://n8n.example.com/webhook/alerts";
export const n8nSecret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

export interface Got {
  path: string;
  headers: IncomingHttpHeaders;
  text: string;
}

export const startReceiver = async () => {
  const got: Got[] = [];
  const answers: { status: number; headers?: Record<string, string> }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      got.push({ path: request.url ?? "", headers: request.headers, text: Buffer.concat(chunks).toString() });
      const { status, headers = {} } = answers.shift() ?? { status: 200 };
      response.writeHead(status, headers).end("ok");
    });
  });
  const { url, stop } = await listen(server, 0);
  return {
    url,
    got,
    /** The next answers, in turn; afterwards 200. */
    answers,
    stop,
  };
};
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

export const tick = { "detail-type": "Scheduled Event", source: "aws.events", detail: {} };

export const alert = (detail: object = {}) => ({
  "detail-type": "Alert Raised",
  detail: {
    ...{ id: "a-1", account: "default", code: "RUN_STOPPED", run: "a1b2" },
    command: "npm run hooks -- auto-close runs show a1b2",
    ...detail,
  },
});

const figures: readonly WeekFigures[] = [
  {
    ...{ account: "default", moved: 12, refused: 1, held: 2, isAtLeast: false },
    closed: [
      { policy: "parados", closed: 40, reopenedWithinDay: 3 },
      { policy: "robo", closed: 2 },
    ],
  },
];

export const notifyWorld = (
  receiver: Pick<Receiver, "url">,
  given: Pick<HooksConfigInput, "notify" | "language">,
  startMs = Date.parse("2026-11-30T12:00:00Z"),
) => {
  const clock = manualClock(startMs);
  const table = memoryTable();
  const lines: string[] = [];
  const log = jsonLog((line) => lines.push(line));
  const published: unknown[] = [];
  const failing = { figures: false };
  const depths = { parked: 0, commandsDead: 0 };
  const asked: { fromMs: number; toMs: number }[] = [];
  let access: AccessSecret = parseAccess(
    JSON.stringify({ clients: {}, notify: { time: slackUrl, sala: chatUrl, n8n: { url: n8nUrl, secret: n8nSecret } } }),
  );
  const secret = { get: async () => access, refresh: async () => access };
  const { language, timeZone, account } = defineConfig(given);

  /** Each is a process of its own. */
  const another = ({ notify: input }: Pick<HooksConfigInput, "notify"> = given) => {
    const { notify } = defineConfig({ ...given, notify: input });
    const causes = pendingCauses({ table, clock });
    const told = { notify, language, access: secret, baseUrl: receiver.url, clock, log };
    const parked = async () => depths.parked;
    const bus = { publish: async (events: readonly object[]) => void published.push(...events) };
    const collect = noticeCollector({ notify, causes, log });
    const tell = minuteOfNotices({
      ...{ notify, log },
      sendNotices: noticeSender({ ...told, causes, localeOf: () => ({ language, timeZone }) }),
      sendSummaries: weeklySummarizer({
        ...{ ...told, timeZone, table, parked, accounts: async () => ["default"] },
        figuresOf: async (week) => {
          asked.push(week);
          if (failing.figures) throw new Fault(faults.tableUnavailable);
          return figures;
        },
      }),
      watchQueues: queueWatcher({
        ...{ table, account, parked, bus, clock, log, commandsDead: async () => depths.commandsDead },
        alerts: alertRecords({ table, clock }),
      }),
    });
    /** The rule leads events to one function, and the schedule calls the other. */
    return (event: unknown): Promise<void> => (event === tick ? tell() : collect(event));
  };
  return {
    ...{ clock, table, lines, published, depths, asked, failing, another },
    work: another(),
    useAccess: (text: object): void => {
      access = parseAccess(JSON.stringify({ clients: {}, ...text }));
    },
  };
};
