// Policies as hooks.config.ts gives them to a run, and the facts of one session of a clinic.
import type * as z from "zod/mini";
import type { AutoClosePolicy, autoClosePolicyShape } from "../../../../lib/auto-close/rules/auto-close-policy.ts";
import {
  type AutoCloseAccount,
  prepareAutoClose,
  type ReadyPolicy,
} from "../../../../lib/auto-close/rules/prepare-auto-close.ts";
import { defineConfig } from "../../../../lib/config.ts";
import type { SessionFacts } from "../../../../lib/core/sessions/session-facts.ts";

export const comercial = "d0000000-0000-4000-8000-000000000001";
export const financeiro = "d0000000-0000-4000-8000-000000000002";
export const joao = "a0000000-0000-4000-8000-000000000001";
export const whatsapp = "c0000000-0000-4000-8000-000000000001";

export const account: AutoCloseAccount = {
  timeZone: "America/Sao_Paulo",
  departmentIds: new Map([
    ["Comercial", comercial],
    [comercial.toUpperCase(), comercial.toUpperCase()],
    ["Financeiro", financeiro],
  ]),
  userIds: new Map([["joao.silva@clinicaboavista.example", joao]]),
};

export type PolicyInput = Partial<z.input<typeof autoClosePolicyShape>>;

export const policiesOf = (...inputs: PolicyInput[]): AutoClosePolicy[] =>
  defineConfig({
    autoClose: {
      policies: inputs.map((input, index) => ({
        name: `policy-${index + 1}`,
        idle: { hours: 4 },
        // Who answered is asked only where a test is about that.
        answersThatDoNotCount: [],
        ...input,
      })),
    },
  }).autoClose.policies;

export const readyOf = (inputs: PolicyInput[], at: Partial<AutoCloseAccount> = {}): readonly ReadyPolicy[] => {
  const prepared = prepareAutoClose(policiesOf(...inputs), { ...account, ...at });
  if (!prepared.ok) throw new Error(prepared.problems.join("\n"));
  return prepared.policies;
};

/** It is a Wednesday, 10:00 in São Paulo. */
export const contactWroteAt = Date.parse("2026-11-18T10:00:00-03:00");
/** It is half an hour later. */
export const answeredAt = Date.parse("2026-11-18T10:30:00-03:00");

export const factsOf = (facts: Partial<SessionFacts> = {}): SessionFacts => ({
  id: "2617d127-4314-4954-a7f6-07c17e7f7d2c",
  status: "IN_PROGRESS",
  departmentId: comercial,
  userId: joao,
  botId: null,
  contactId: "e0000000-0000-4000-8000-000000000001",
  channelId: whatsapp,
  channelType: "CLOUDAPI_WHATSAPP",
  type: "INDIVIDUAL",
  tags: [],
  metadata: {},
  createdAtMs: contactWroteAt,
  lastMessageInMs: contactWroteAt,
  lastMessageOutMs: answeredAt,
  lastInteractionMs: answeredAt,
  firstResponseMs: answeredAt,
  windowStatus: "ACTIVE",
  ...facts,
});
