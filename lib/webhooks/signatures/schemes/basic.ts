// Senders that send a user and a password and sign nothing, such as Pipedrive; the secret is `user:password`.
import type { Scheme } from "../scheme.ts";

export const basic: Scheme = {
  name: "basic",
  recipes: [{ kind: "token", at: { header: "authorization" }, form: "basic" }],
  successStatus: 200,
};
