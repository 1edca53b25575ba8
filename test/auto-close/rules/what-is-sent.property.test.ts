// Whoever the contact is, whatever it wrote and however a policy words it: nothing is decided on that may not be said, and no text is half filled in.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decideAutoClose } from "../../../lib/auto-close/rules/decide-auto-close.ts";
import { saidByPolicy } from "../../../lib/auto-close/rules/what-is-said.ts";
import type { SessionFacts } from "../../../lib/core/sessions/session-facts.ts";
import { firstName } from "../../../lib/core/texts/first-name.ts";
import { answeredAt, factsOf, readyOf } from "./support/policies.ts";

const hourMs = 3_600_000;
const messages = { neverMessage: ["Não perturbe"], optOutWords: ["PARE"], optInWords: ["VOLTAR"] };
const text = fc.constantFrom(
  "Olá, {nome|cliente}!",
  "{atendente|Nossa equipe}: até logo",
  "Protocolo {protocolo}",
  "Tudo bem?",
);
const template = fc.option(
  fc.constantFrom(
    { id: "t-1", parameters: { nome: "{nome|cliente}" } },
    { id: "t-2", parameters: { n: "{protocolo}" } },
    { id: "t-3" },
  ),
  { nil: undefined },
);
const saying = fc
  .record({ text, template })
  .map(({ text: said, template: given }) => ({ text: said, ...(given && { template: given }) }));
const anyName = fc.oneof(
  fc.constantFrom("MARIA", "5511980045904", "{nome}", "Padaria do Zé", ""),
  fc.string({ unit: "grapheme" }),
);
const contactFacts: fc.Arbitrary<Partial<SessionFacts>> = fc.record({
  channelType: fc.constantFrom("CLOUDAPI_WHATSAPP", "ZAPI_WHATSAPP", undefined),
  windowStatus: fc.constantFrom("ACTIVE" as const, "EXPIRED" as const, undefined),
  lastMessageInMs: fc.option(fc.integer({ min: answeredAt - 60 * hourMs, max: answeredAt - 1 }), { nil: null }),
  contactStatus: fc.constantFrom("ACTIVE" as const, "BLOCKED" as const, undefined),
  tags: fc.constantFrom([], ["nao perturbe"], undefined),
  contactName: anyName.map(firstName),
  ownerName: anyName.map(firstName),
  number: fc.constantFrom("2026111800001", undefined),
});
const said = fc.constantFrom("PARE", "pare!", "voltar", "oi", "obrigada", "quero cancelar");

test("nobody is written to outside window or wish, and nothing in braces goes out", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      contactFacts,
      fc.option(saying, { nil: undefined }),
      fc.option(saying, { nil: undefined }),
      fc.constantFrom("leave" as const, "close" as const),
      fc.array(said, { maxLength: 3 }),
      fc.boolean(),
      (given, warns, farewell, whenUnsendable, wrote, optOut) => {
        const warning = warns && { ...warns, grace: { minutes: 30 } };
        const [ready] = readyOf(
          [{ whenUnsendable, ...(warning && { warning }), ...(farewell && { close: { farewell } }) }],
          { messages },
        );
        if (!ready) throw new Error("no policy");
        const facts = factsOf({ windowStatus: "ACTIVE", ...given });
        const actNowMs = answeredAt + 5 * hourMs;
        const list = wrote.map((each, index) => ({
          ...{ direction: "FROM_HUB", origin: "GATEWAY", type: "TEXT", text: each },
          timestamp: new Date(answeredAt - hourMs + index * 1_000).toISOString(),
        }));
        const decision = decideAutoClose(facts, [ready], {
          nowMs: actNowMs,
          actNowMs,
          looked: { messages: list, optOut },
        });
        const what = decision.action === "warn" ? "warning" : "farewell";
        if (decision.action !== "warn" && !(decision.action === "close" && decision.sendFarewell)) return;
        const as = decision.as ?? "text";
        seen.add(`${what} ${as}`);
        const isOpen = typeof facts.lastMessageInMs === "number" && actNowMs - facts.lastMessageInMs < 24 * hourMs;
        if (as === "text") expect(facts.channelType === "ZAPI_WHATSAPP" || isOpen).toBe(true);
        expect([facts.contactStatus === "BLOCKED", facts.tags?.length]).toEqual([false, 0]);
        const wishes = wrote.filter((each) => /^(pare|voltar)\W*$/i.test(each));
        const hasWritten = facts.lastMessageInMs !== null && wrote.length > 0;
        expect(hasWritten ? /^pare/i.test(wishes.at(-1) ?? "") : optOut).toBe(false);
        const out = saidByPolicy(ready.policy, what, { runId: "run-1", facts, as });
        expect(out).toBeDefined();
        const texts = out && "text" in out ? [out.text] : Object.values(out?.template.parameters ?? {});
        for (const one of texts) {
          expect(one).not.toMatch(/[{}|]|Olá, !|^: |Protocolo $/);
          expect(one.trim()).not.toBe("");
        }
      },
    ),
    { numRuns: 2_000 },
  );
  expect([...seen].toSorted()).toEqual(["farewell template", "farewell text", "warning template", "warning text"]);
});
