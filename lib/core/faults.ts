// Lists everything that can go wrong, as data: the code decides, and the HTTP status is only its rendering.
import type { Issue } from "./issue.ts";

/**
 * It is one kind of failure. `status` is what an HTTP caller sees; `retryable` says whether the same request, sent again
 * later, can succeed; `summary` and `remedy` are the last two columns of the table in docs/reference/errors.md.
 */
export interface FaultKind {
  readonly code: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly summary: string;
  readonly remedy: string;
}

export const faults = {
  bodyMissing: {
    code: "BODY_MISSING",
    status: 400,
    retryable: false,
    summary: "The request has no body",
    remedy: "Send the command as JSON",
  },
  bodyMalformed: {
    code: "BODY_MALFORMED",
    status: 400,
    retryable: false,
    summary: "The body is not UTF-8 encoded JSON, or is nested deeper than 100 levels",
    remedy: "Check the encoding, the JSON syntax and the nesting",
  },
  callerUnknown: {
    code: "CALLER_UNKNOWN",
    status: 401,
    retryable: false,
    summary: "The bearer token is missing or not one of ours; every reason gets this same answer",
    remedy: "Send `Authorization: Bearer <token>` with a token of the access secret",
  },
  deliveryNotVerified: {
    code: "DELIVERY_NOT_VERIFIED",
    status: 401,
    retryable: false,
    summary:
      "The delivery's signature or token is missing or wrong; every reason gets this same answer, the log names it",
    remedy: "Look up `reason` of the log in docs/reference/senders.md",
  },
  routeNotFound: {
    code: "ROUTE_NOT_FOUND",
    status: 404,
    retryable: false,
    summary: "No function answers this method and path",
    remedy: "Use one of the routes in docs/reference/http-api.md",
  },
  sourceNotFound: {
    code: "SOURCE_NOT_FOUND",
    status: 404,
    retryable: false,
    summary: "The configuration has no webhook source of this name",
    remedy: "Compare the address that the sender posts to with `sources` in hooks.config.ts",
  },
  sessionNotFound: {
    code: "SESSION_NOT_FOUND",
    status: 404,
    retryable: false,
    summary: "WTS Chat has no such session in this account",
    remedy: 'Check the session id and the account (companyId); if every session is missing, try `apiVersion: "v1"`',
  },
  expectationNotMet: {
    code: "EXPECTATION_NOT_MET",
    status: 409,
    retryable: false,
    summary: "The session is no longer as `expect` says; nothing was written",
    remedy: "Read the session and decide again",
  },
  idempotencyKeyInFlight: {
    code: "IDEMPOTENCY_KEY_IN_FLIGHT",
    status: 409,
    retryable: true,
    summary: "A request with this Idempotency-Key is being worked on",
    remedy: "Send it again after `Retry-After`; what the first one has applied by then is not applied again",
  },
  bodyTooLarge: {
    code: "BODY_TOO_LARGE",
    status: 413,
    retryable: false,
    summary: "The body is larger than 256 KB, or a webhook's than 1 MB",
    remedy: "Split the batch; let the sender of the webhook send less",
  },
  contentTypeUnsupported: {
    code: "CONTENT_TYPE_UNSUPPORTED",
    status: 415,
    retryable: false,
    summary: "The content type is not JSON",
    remedy: "Send `Content-Type: application/json`",
  },
  commandInvalid: {
    code: "COMMAND_INVALID",
    status: 422,
    retryable: false,
    summary: "The command is not valid; `issues` lists every problem with its path",
    remedy: "Correct what `issues` names",
  },
  wtsRefused: {
    code: "WTS_REFUSED",
    status: 422,
    retryable: false,
    summary: "WTS Chat refused the change; the message shows its text",
    remedy: "Read the text; the short id is for WTS Chat's support",
  },
  windowClosed: {
    code: "WINDOW_CLOSED",
    status: 422,
    retryable: false,
    summary:
      "WhatsApp's 24 hours since the contact's last message are over, and no template was given; nothing was sent",
    remedy: "Give a `template` that WhatsApp has approved, or wait until the contact writes",
  },
  contactNotToBeMessaged: {
    code: "CONTACT_NOT_TO_BE_MESSAGED",
    status: 422,
    retryable: false,
    summary: "The contact is blocked, has a tag of `messages.neverMessage`, or asked for silence; nothing was sent",
    remedy: "Nothing, if the wish stands; `issues` says which it is, and the guide what ends it",
  },
  sessionReferenceUnresolved: {
    code: "SESSION_REFERENCE_UNRESOLVED",
    status: 422,
    retryable: false,
    summary: "No open session, or more than one, fits the contact or metadata that was given",
    remedy: "Give a sessionId, or say what to do with `onNone` and `onMany`",
  },
  notRouted: {
    code: "NOT_ROUTED",
    status: 422,
    retryable: false,
    summary: "A `route` command cannot be done: no policy fits the session, or nobody may have it",
    remedy: "Read the reasons; `npm run hooks -- route <sessionId> --explain` shows everybody who was passed over",
  },
  sessionNotOpen: {
    code: "SESSION_NOT_OPEN",
    status: 422,
    retryable: false,
    summary: "A `route` or a `hold` found the session completed, or in another status in which none is moved or held",
    remedy: "Nothing: only sessions in STARTED, PENDING or IN_PROGRESS are moved and held",
  },
  idempotencyKeyReused: {
    code: "IDEMPOTENCY_KEY_REUSED",
    status: 422,
    retryable: false,
    summary: "This Idempotency-Key was used for another request in the last 24 hours",
    remedy: "Use a new key for every request",
  },
  deliveryNotMapped: {
    code: "DELIVERY_NOT_MAPPED",
    status: 422,
    retryable: false,
    summary: "A verified delivery could not be read or mapped, so it is parked; its sender was told that it is taken",
    remedy:
      "Correct the mapping until `npm run hooks -- explain --parked <id>` is content, deploy, then `npm run hooks -- parked replay <id>`",
  },
  lookupFailed: {
    code: "LOOKUP_FAILED",
    status: 502,
    retryable: false,
    summary: "The sender's API gives no answer that a delivery could be mapped with, so the delivery is parked",
    remedy:
      "Correct what the message names: `lookup` in hooks.config.ts, the source's lookupSecret, or what is missing at the sender; then `npm run hooks -- parked replay <id>`",
  },
  lookupUnavailable: {
    code: "LOOKUP_UNAVAILABLE",
    status: 503,
    retryable: true,
    summary: "The sender's API did not answer in time, is over its rate limit or failed; the look-up is made again",
    remedy: "Nothing, unless it stays: after `queue.giveUpAfterMs` the delivery is parked",
  },
  envelopeInvalid: {
    code: "ENVELOPE_INVALID",
    status: 422,
    retryable: false,
    summary: "An event or queue message is not of the form we read",
    remedy: "Compare it with the samples in events/",
  },
  hopsExceeded: {
    code: "HOPS_EXCEEDED",
    status: 422,
    retryable: false,
    summary: "The command is the sixth in a chain of events that cause each other, which looks like a loop",
    remedy: "Find the rule that answers our outcome with a request, by correlationId",
  },
  loopSuspected: {
    code: "LOOP_SUSPECTED",
    status: 422,
    retryable: false,
    summary:
      "Events of one source brought more than 60 commands for this session within an hour, which looks like a loop",
    remedy:
      "Find the rule that answers our outcomes with requests, and have it pass `hops` on or stop; then `npm run hooks -- parked replay --all --reason LOOP_SUSPECTED`, or discard them",
  },
  rateLimited: {
    code: "RATE_LIMITED",
    status: 429,
    retryable: true,
    summary: "The account's rate limit has no room for a batch of this size within 10 s; nothing was applied",
    remedy: "Send it again after `Retry-After`, or with `Prefer: respond-async`",
  },
  quotaExceeded: {
    code: "QUOTA_EXCEEDED",
    status: 429,
    retryable: true,
    summary: "The client has sent as many commands in this minute as it may; nothing of this request was applied",
    remedy:
      "Send it again after `Retry-After`; if the client needs more, raise `quotas.clients` in hooks.config.ts for it",
  },
  autoCloseRefused: {
    code: "AUTO_CLOSE_REFUSED",
    status: 422,
    retryable: false,
    summary:
      "A policy names a department or person that WTS Chat does not have exactly once; it closes nobody, and no later policy gets a session that may be its own",
    remedy: "`npm run hooks -- auto-close runs` names it: correct hooks.config.ts, or WTS Chat",
  },
  autoCloseStopped: {
    code: "AUTO_CLOSE_STOPPED",
    status: 422,
    retryable: false,
    summary: "A run was about to close far more sessions than usual and waits for somebody to look",
    remedy:
      "`npm run hooks -- auto-close runs show <id>`, then `npm run hooks -- auto-close continue <id>`, or correct the policy",
  },
  internal: {
    code: "INTERNAL",
    status: 500,
    retryable: true,
    summary: "A defect of ours",
    remedy: "Report it with the requestId",
  },
  configInvalid: {
    code: "CONFIG_INVALID",
    status: 500,
    retryable: false,
    summary: "A secret, an environment variable or hooks.config.ts is not valid; the log names it",
    remedy: "Correct what the log names",
  },
  wtsDenied: {
    code: "WTS_DENIED",
    status: 502,
    retryable: true,
    summary: "WTS Chat refused our API key (401) or our access (403)",
    remedy:
      "`npm run hooks -- status --keys` says whether the key of the accounts secret is refused, or lacks access to sessions (`wtsReason` SESSIONS_DENIED in the log): put another one there",
  },
  wtsOutcomeUnknown: {
    code: "WTS_OUTCOME_UNKNOWN",
    status: 502,
    retryable: false,
    summary: "A note or message may or may not have been sent, so it is not sent again",
    remedy: "Look at the session before sending it again",
  },
  wtsPageInvalid: {
    code: "WTS_PAGE_INVALID",
    status: 502,
    retryable: true,
    summary: "WTS Chat answered sessions that were not asked for, or the same page twice; the run was stopped",
    remedy: "Try another `wts.apiVersion`; if it stays, report it with the log's wtsProblem",
  },
  notAttempted: {
    code: "NOT_ATTEMPTED",
    status: 503,
    retryable: true,
    summary: "Not started: the time was up, or an earlier command of this session has to be repeated first",
    remedy: "Send it again, after the failed one",
  },
  sessionBusy: {
    code: "SESSION_BUSY",
    status: 503,
    retryable: true,
    summary: "Another request is working on this session",
    remedy: "Send it again after `Retry-After`",
  },
  accountPaused: {
    code: "ACCOUNT_PAUSED",
    status: 503,
    retryable: true,
    summary: "The account is paused, so a session was not looked at; the event that asked for it is parked",
    remedy: "After `npm run hooks -- resume`: `npm run hooks -- parked replay --all --reason ACCOUNT_PAUSED`",
  },
  queueUnavailable: {
    code: "QUEUE_UNAVAILABLE",
    status: 503,
    retryable: true,
    summary: "SQS did not take the command, so nothing was accepted",
    remedy: "Send it again after `Retry-After`",
  },
  queueFull: {
    code: "QUEUE_FULL",
    status: 503,
    retryable: true,
    summary: "More waits of this source than the queue may hide",
    remedy: "Replay what is parked once the rest is worked off; ask the sender to send less",
  },
  busUnavailable: {
    code: "BUS_UNAVAILABLE",
    status: 503,
    retryable: true,
    summary: "EventBridge did not take an outcome; it is sent again, the update is not",
    remedy: "Nothing: the outcome goes out when EventBridge is back",
  },
  retriesExhausted: {
    code: "RETRIES_EXHAUSTED",
    status: 503,
    retryable: false,
    summary: "A queued command failed for as long as `queue.giveUpAfterMs` allows, and is parked",
    remedy: "When the cause is gone: `npm run hooks -- parked replay <id>`",
  },
  secretsUnavailable: {
    code: "SECRETS_UNAVAILABLE",
    status: 503,
    retryable: true,
    summary: "Secrets Manager did not answer and nothing is cached",
    remedy: "Send it again after `Retry-After`",
  },
  tableUnavailable: {
    code: "TABLE_UNAVAILABLE",
    status: 503,
    retryable: true,
    summary: "DynamoDB did not answer, so nothing was started that could not be recorded",
    remedy: "Send it again after `Retry-After`",
  },
  wtsUnavailable: {
    code: "WTS_UNAVAILABLE",
    status: 503,
    retryable: true,
    summary: "WTS Chat timed out, is over its rate limit or failed",
    remedy: "Send it again after `Retry-After`",
  },
} as const satisfies Record<string, FaultKind>;

interface FaultOptions {
  /** It replaces the summary for the reader of this one case, and never holds a secret, a phone number or message text. */
  message?: string;
  issues?: readonly Issue[];
  /** After so many seconds a repetition makes sense; it becomes `Retry-After`. */
  retryAfterSeconds?: number;
  /** The engineer needs it and the caller does not: it goes into the log, never into an answer. */
  logged?: Readonly<Record<string, string | number>>;
  cause?: unknown;
  /** The routing decision that refused it, with ids and codes only: it goes into the outcome. */
  decision?: { readonly reasons: readonly { readonly code: string }[] };
}

/** There is no other error class: `code` tells one failure from another. */
export class Fault extends Error {
  override readonly name = "Fault";
  readonly kind: FaultKind;
  readonly issues: readonly Issue[];
  readonly retryAfterSeconds: number | undefined;
  readonly logged: Readonly<Record<string, string | number>>;
  readonly decision: FaultOptions["decision"];

  constructor(
    kind: FaultKind,
    { message, issues = [], retryAfterSeconds, logged = {}, cause, decision }: FaultOptions = {},
  ) {
    super(message ?? kind.summary, { cause });
    this.kind = kind;
    this.issues = issues;
    this.retryAfterSeconds = retryAfterSeconds;
    this.logged = logged;
    this.decision = decision;
  }

  get code(): string {
    return this.kind.code;
  }
}
