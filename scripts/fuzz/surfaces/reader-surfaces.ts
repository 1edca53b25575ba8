// What is read before anything is called: the configuration, both secrets, an answer of WTS, times and phone numbers.
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { defineConfig, type HooksConfigInput } from "../../../lib/config.ts";
import { parseAccess } from "../../../lib/core/access-secret.ts";
import { parseAccounts } from "../../../lib/core/accounts-secret.ts";
import { Fault, faults } from "../../../lib/core/faults.ts";
import { parseInstant } from "../../../lib/core/instants.ts";
import { phoneReader } from "../../../lib/core/phone/phone-reader.ts";
import { readAnswer } from "../../../lib/wts/read-response.ts";
import { WtsApiError } from "../../../lib/wts/wts-api-error.ts";
import { exampleSecretsFile } from "../../../local/secrets-file.ts";
import { canaries, leaksIn } from "../canaries.ts";
import { damage, damagedText, edited, valueEdit } from "../edits.ts";
import { pureSurface } from "../fuzz-surface.ts";

/** Throws on what is no CONFIG_INVALID. */
const refusal = (read: () => unknown): string => {
  try {
    read();
    return "";
  } catch (error) {
    if (error instanceof Fault && error.kind === faults.configInvalid) return error.message;
    throw error;
  }
};

const configurations: unknown[] = [
  {
    sources: {
      crm: { verify: "github", map: { command: "'note'", sessionId: "body.id", text: "body.text" }, filter: "body.x" },
    },
  },
  {
    sources: {
      crm: {
        verify: {
          scheme: "hmac",
          header: "x-s",
          content: "{timestamp}.{body}",
          timestamp: { header: "x-t", unit: "s" },
        },
      },
    },
  },
  {
    autoClose: {
      runsKeptDays: 30,
      policies: [{ name: "ocioso", mode: "on", match: { status: ["IN_PROGRESS"] }, idleMinutes: 60 }],
    },
  },
  { routing: { policies: [{ name: "fila", triggers: ["SESSION_NEW"], match: {}, to: [{ department: "Vendas" }] }] } },
  { accounts: { filial: { timeZone: "America/Manaus" } }, notify: { time: { kind: "slack", alerts: true } } },
  {
    publicUrl: "https://x.example.com",
    language: "pt-BR",
    messages: { neverMessage: ["x"] },
    holds: {},
    limits: { share: 0.5 },
  },
];

export const configurationSurface = pureSurface(
  "configuration",
  fc.record({ sample: fc.nat(configurations.length - 1), edits: fc.array(valueEdit, { minLength: 1, maxLength: 5 }) }),
  ({ sample, edits }) => {
    const given = edited(configurations[sample % configurations.length], edits);
    return leaksIn(
      "the refusal",
      refusal(() => defineConfig(given as HooksConfigInput)),
    );
  },
);

const example = JSON.parse(readFileSync(exampleSecretsFile, "utf8"));
const access = {
  clients: { ...example.clients, other: [canaries.token] },
  sources: {
    ...example.sources,
    long: { secrets: [canaries.token, "0123456789abcdef"], verifyTokens: [], lookupSecret: canaries.token },
  },
  notify: { team: { url: "https://chat.example.com/canary/token+0123456789=", secret: "whsec_x" } },
};

export const secretsSurface = pureSurface(
  "secrets",
  fc.record({ which: fc.constantFrom("accounts", "access"), damage }),
  ({ which, damage: given }) => {
    const text = damagedText(which === "accounts" ? example.accounts : access, given);
    if (which === "accounts")
      return leaksIn(
        "the refusal",
        refusal(() => parseAccounts(text)),
      );
    let said: readonly string[] = [];
    const refused = refusal(() => {
      const { problems, warnings } = parseAccess(text);
      said = [...problems, ...warnings];
    });
    return leaksIn("what is said of it", [refused, ...said].join("\n"));
  },
);

const wtsAnswers: unknown[] = [
  { error: true, key: "FORM_ERROR", text: "no", httpStatusCode: 500, id: { shortValue: "x" } },
  { items: [{ id: "a", status: "IN_PROGRESS" }], hasMorePages: false },
];

export const answerSurface = pureSurface(
  "answer",
  fc.record({
    sample: fc.nat(1),
    damage,
    status: fc.constantFrom(200, 204, 301, 400, 401, 404, 429, 500, 503),
    retryAfter: fc.constantFrom(
      "",
      "1",
      "1e9",
      "Mon, 30 Nov 2026 18:00:00 GMT",
      "x".repeat(2_000),
      "-1",
      " ".repeat(2_000),
    ),
  }),
  ({ sample, damage: given, status, retryAfter }) => {
    const text = damagedText(wtsAnswers[sample], given);
    try {
      readAnswer("GET", { status, headers: { "retry-after": retryAfter }, bytes: Buffer.from(text), text }, 0);
    } catch (error) {
      if (!(error instanceof WtsApiError)) throw error;
    }
    return [];
  },
);

const readPhone = phoneReader({ phoneCountry: "BR", phoneCountries: ["US", "PT"] });

/** A reader of these answers any text, and quotes none. */
export const textSurface = pureSurface(
  "text",
  fc.array(
    fc.oneof(
      fc.constantFrom(
        "+55",
        "(11)",
        "98765-0042",
        " ",
        "0",
        "x",
        "@lid",
        "tel:",
        ";ext=",
        "٣",
        "🙂",
        "\u200b",
        "’",
        "/",
      ),
      fc.constantFrom(
        "2026",
        "-11-",
        "30",
        "T",
        "18:00",
        "Z",
        "-03:00",
        "nov",
        " de ",
        "às",
        "1795521600",
        "e+12",
        ".",
        "[x]",
      ),
      fc.string({ unit: "grapheme", maxLength: 3 }),
    ),
    { maxLength: 14 },
  ),
  (pieces) => {
    const text = pieces.join("");
    const phone = readPhone(text);
    const instant = parseInstant(text, "America/Sao_Paulo");
    return [
      ...(phone.ok && !/^[1-9]\d{7,14}$/.test(phone.phone) ? [`a phone number came out as ${phone.phone}`] : []),
      ...(instant.ok && Number.isNaN(Date.parse(instant.instant)) ? [`an instant came out as ${instant.instant}`] : []),
    ];
  },
);
