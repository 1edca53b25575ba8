// What you edit: the rest of the project, its tests and its demo do without anything that stands here. It is checked by
// `npm run build`, which lists all problems at once. What is left out has its default; docs/reference/config.md has every key.
import { defineConfig } from "wts-session-hooks";
import { crm } from "./catalogue/sources/crm/source.ts";
import { wts } from "./catalogue/sources/wts/source.ts";

export default defineConfig({
  // The zone of times given without an offset, such as endAt "2026-11-30 18:00".
  timeZone: "America/Sao_Paulo",

  // The language of notes, explanations, tables and alerts; codes stay English.
  language: "pt-BR",

  // The country of phone numbers that are written without one; a number with + or 00 has its own.
  phoneCountry: "BR",

  // The account (of the accounts secret) that is meant where nothing says otherwise.
  account: "default",

  // Who may post to /webhooks/<name>, and what becomes of it. These two are examples to take out: `npm run hooks -- new source`
  // writes one of sixteen senders into sources/ and lists it here. A source is let in only when the access secret has a secret
  // for it.
  sources: { crm, wts },

  wts: {
    // Your white label's own API host goes here.
    baseUrl: "https://api.wts.chat",
  },

  limits: {
    // The part of the account's rate limit that we may use; n8n and everybody else on the account need the rest.
    share: 0.8,
  },

  autoClose: {
    // Which sessions are closed, and when; the first policy that matches decides. `npm run hooks -- new policy` writes some.
    policies: [],
  },

  routing: {
    // Who gets a session; the first policy that fits decides. `npm run hooks -- new policy` writes some.
    policies: [],
  },
});
