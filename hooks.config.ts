// What you edit. Everything here is checked by `npm run build`, which lists all problems at once.
import { defineConfig } from "wts-session-hooks";
import { asaas } from "./sources/asaas.ts";
import { crm } from "./sources/crm.ts";
import { github } from "./sources/github.ts";
import { helpdesk } from "./sources/helpdesk.ts";
import { mercadopago } from "./sources/mercadopago.ts";
import { rdstation } from "./sources/rdstation.ts";
import { stripe } from "./sources/stripe.ts";
import { wts } from "./sources/wts.ts";

export default defineConfig({
  // The zone of times given without an offset, such as endAt "2026-11-30 18:00".
  timeZone: "America/Sao_Paulo",

  // The account (of the accounts secret) that is meant where nothing says otherwise.
  account: "default",

  // Who may post to /webhooks/<name>, and what becomes of it. Examples to change or to take out: a source is let in only
  // when the doors secret has a secret for it.
  sources: { asaas, crm, github, helpdesk, mercadopago, rdstation, stripe, wts },

  wts: {
    // Your white label's own API host goes here.
    baseUrl: "https://api.wts.chat",
    // "v1" for accounts where the v2 session routes do not answer.
    apiVersion: "v2",
    // How long one call to WTS may take.
    timeoutMs: 10_000,
  },

  limits: {
    // The part of the account's rate limit we may use; n8n and everybody else on the account need the rest.
    share: 0.8,
    sustained: { requests: 1000, windowMs: 300_000 },
    burst: { requests: 200, windowMs: 5_000 },
  },

  queue: {
    // After so long, a queued command that keeps failing is parked (12 hours); one that WTS denies us (403) sooner (15 minutes).
    giveUpAfterMs: 43_200_000,
    deniedForMs: 900_000,
    // Between two attempts.
    longestPauseMs: 300_000,
    // How long a session stays reserved for a function that was killed while it worked on it.
    leaseMs: 60_000,
    // How long a queued command waits inside the function for the rate limit, before it goes back to the queue.
    tokenWaitMs: 20_000,
  },

  autoClose: {
    // How often a run begins, and how many sessions one run may close.
    everyMinutes: 15,
    maxPerRun: 200,
    // A run that would close more than 3 times as many as usual, and more than 20, stops and asks.
    breakerFactor: 3,
    breakerFloor: 20,
    runsKeptDays: 90,
    // Which sessions are closed, and when; the first policy that matches decides. docs/guides/close-idle-sessions.md has some to copy.
    policies: [],
  },

  routing: {
    // How often we move one session in a day; then it stays where it is, and an event says so.
    maxHopsPerDay: 10,
    // How old the count of everybody's open sessions may be, and how long a move of ours is known as ours when WTS tells of it.
    openSessionsMs: 10_000,
    ownWritesMs: 600_000,
    // Who gets a session; the first policy that fits decides. docs/guides/route-sessions.md has some to copy.
    policies: [],
  },
});
