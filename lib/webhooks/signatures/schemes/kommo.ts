// Kommo (amoCRM): the webhooks of an account are forms that nothing vouches for, so that the secret stands at the end of the address.
import type { Scheme } from "../scheme.ts";

export const kommo: Scheme = {
  name: "kommo",
  format: "form",
  recipes: [{ kind: "token", at: { path: true }, form: "plain" }],
  // There is no delivery id; a lead's form has the second of its last change.
  // Kommo counts all up to 299 as success, and switches a webhook off that fails for long.
  successStatus: 200,
};
