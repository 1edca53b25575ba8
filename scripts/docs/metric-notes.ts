// What each metric means to who reads it.
import type { MetricName } from "../../lib/core/metrics.ts";

export const metricNotes: Readonly<Record<MetricName, string>> = {
  accepted:
    "taken in: a delivery that was queued or is to be parked, an event that was queued, a command of the HTTP API. What its sender sends again is accepted again; what is filtered or refused at once is not",
  applied:
    "commands and decisions of ours that took effect at WTS, or on a hold: `Session Updated`, `Session Closed`, `Session Reassigned`, `Session Held`. Each once, however often it came",
  rejected: "refused for good: `Session Update Rejected`, `Session Reassignment Failed`",
  parked:
    "put aside for a person by the functions. What Lambda and EventBridge park themselves is in the queue's own metric alone",
  latency:
    "from when the delivery or event came to when WTS had said yes to a command of it; not of replays, nor of the HTTP API, which answers at once",
  "wts-calls": "requests to WTS's API, repetitions among them",
  "rate-share":
    "how much of what `limits.share` lets us take of an account's rate was taken in the last five minutes, of the account that took most",
  closed: "sessions closed, by whomever through us: `Session Closed`",
  moved: "sessions that went to another department or person through us: `Session Reassigned`",
  waiting:
    "open sessions whose contact waits for a person, as each minute of routing's schedule sees them, over all accounts; nothing where no policy looks at the time",
};
