// Bitrix24: outgoing webhooks and apps send a token that is theirs, as a field of the form; nothing is signed.
import type { Scheme } from "../scheme.ts";

export const bitrix24: Scheme = {
  name: "bitrix24",
  format: "form",
  recipes: [{ kind: "token", at: { body: "auth[application_token]" }, form: "plain" }],
  // There is no delivery id; the form has the second it was made in (`ts`).
  successStatus: 200,
  // Apps also get the tokens by which the portal itself is asked.
  otherSecrets: { body: ["auth[access_token]", "auth[refresh_token]"] },
};
