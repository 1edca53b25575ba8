// Pagar.me, version 5 of its API: nothing is signed, a webhook has a user and a password; the secret is `user:password`.
import type { Scheme } from "../scheme.ts";

export const pagarme: Scheme = {
  name: "pagarme",
  format: "json",
  recipes: [{ kind: "token", at: { header: "authorization" }, form: "basic" }],
  // It is the id of the webhook's record, `hook_…`, and stays the same when it is sent again.
  deliveryIdAt: { body: "id", signed: false },
  successStatus: 200,
};
