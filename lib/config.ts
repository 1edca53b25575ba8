// Puts together what each capability lets hooks.config.ts say; checked when it is bundled, all problems at once.
import * as z from "zod/mini";
import { autoCloseShape } from "./auto-close/rules/auto-close-policy.ts";
import { checkAutoClose } from "./auto-close/rules/policy-problems.ts";
import { quotasShape } from "./commands/http/quotas-config.ts";
import { messagesShape } from "./commands/messages/messages-config.ts";
import { queueShape } from "./commands/queue/queue-config.ts";
import { accountsShape, timeZoneShape } from "./core/accounts-shape.ts";
import { readConfig } from "./core/config-problems.ts";
import { exactly, type ReportProblem } from "./core/config-shape.ts";
import { metricsShape } from "./core/metrics-config.ts";
import { phoneCountries, phoneCountry } from "./core/phone/phone-countries.ts";
import { languages } from "./core/texts/language.ts";
import { webAddress } from "./core/web-origin-shape.ts";
import { holdsShape } from "./holds/rules/holds-config.ts";
import { notifyShape } from "./notify/rules/notify-config.ts";
import { checkTellContact } from "./routing/rules/check-tell-contact.ts";
import { routingShape } from "./routing/rules/routing-config.ts";
import { checkReconciliation, reconciliationShape } from "./webhooks/reconciliation/reconciliation-config.ts";
import { rawKeptDays, sourcesShape } from "./webhooks/sources/sources.ts";
import { limitsShape, wtsShape } from "./wts/wts-config.ts";

export const configShape = exactly({
  timeZone: z._default(timeZoneShape, "America/Sao_Paulo"),
  /** Upgrading must not change what teams read already, so that the language is that of before unless somebody says otherwise. */
  language: z._default(z.enum(languages, 'must be "en" or "pt-BR"'), "en"),
  phoneCountry: z._default(phoneCountry, "BR"),
  phoneCountries: z._default(phoneCountries, []),
  account: z._default(z.string("must be a text").check(z.regex(/^\S+$/, "must name an account")), "default"),
  accounts: z._default(accountsShape, {}),
  publicUrl: z.optional(webAddress),
  sources: z._default(sourcesShape, {}),
  rawKeptDays,
  wts: wtsShape,
  limits: limitsShape,
  quotas: quotasShape,
  queue: queueShape,
  messages: messagesShape,
  autoClose: autoCloseShape,
  routing: routingShape,
  holds: holdsShape,
  reconcile: reconciliationShape,
  notify: z._default(notifyShape, {}),
  metrics: metricsShape,
});

/** Everything optional: what is left out has the default that hooks.config.ts shows. */
export type HooksConfigInput = z.input<typeof configShape>;
export type HooksConfig = z.output<typeof configShape>;

/** One of `sources`, in a file of its own. */
export type SourceInput = NonNullable<HooksConfigInput["sources"]>[string];
export const defineSource = (source: SourceInput): SourceInput => source;

/** One of `autoClose.policies`, in a file of its own. */
export type AutoClosePolicyInput = NonNullable<NonNullable<HooksConfigInput["autoClose"]>["policies"]>[number];
export const defineAutoClosePolicy = (policy: AutoClosePolicyInput): AutoClosePolicyInput => policy;

/** One of `routing.policies`, in a file of its own. */
export type RoutingPolicyInput = NonNullable<NonNullable<HooksConfigInput["routing"]>["policies"]>[number];
export const defineRoutingPolicy = (policy: RoutingPolicyInput): RoutingPolicyInput => policy;

/** What is wrong between several of its parts, although each is right by itself; it sees the configuration as it was written. */
export const findProblems = (config: unknown, report: ReportProblem): void => {
  checkAutoClose(config, report);
  checkReconciliation(config, report);
  checkTellContact(config, report);
};

/** Throws CONFIG_INVALID with every problem, each with its path. */
export const defineConfig = (input: HooksConfigInput): HooksConfig =>
  readConfig("hooks.config.ts", configShape, input, findProblems);
