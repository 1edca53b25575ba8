// A delivery in a line, for tests that change one thing about it.
import type { SchemeChoice } from "../../../../lib/core/signatures/scheme.ts";
import type { SentRequest } from "../../../../lib/core/signatures/sent-request.ts";
import { signDelivery } from "../../../../lib/core/signatures/sign-delivery.ts";
import { anInstant } from "./scheme-cases.ts";

type Given = Partial<Omit<SentRequest, "body">> & { body?: string | Uint8Array };

export const deliveryOf = ({ body = '{"id":"evt_1"}', ...given }: Given = {}): SentRequest => ({
  method: "POST",
  url: "https://hooks.example.com/webhooks/source",
  headers: {},
  now: anInstant,
  ...given,
  body: typeof body === "string" ? new TextEncoder().encode(body) : body,
});

export const signedBy = (choice: SchemeChoice, secret: string, given: Given = {}): SentRequest => {
  const delivery = deliveryOf(given);
  return { ...delivery, ...signDelivery(choice, delivery, secret) };
};
