// A delivery in a line, for tests that change one thing about it.

import type { SentRequest } from "../../../../lib/core/sent-request.ts";
import type { SchemeChoice } from "../../../../lib/webhooks/signatures/scheme.ts";
import { signDelivery } from "../../../../lib/webhooks/signatures/sign-delivery.ts";
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
