// WTS Chat signs nothing and sends no header of ours: a secret at the end of the address, or in a header a proxy adds.
import { headerName } from "../option-rules.ts";
import type { Scheme } from "../scheme.ts";

export const wts: Scheme = {
  name: "wts",
  recipes: ({ header }) => [
    { kind: "token", at: typeof header === "string" ? { header } : { path: true }, form: "plain" },
  ],
  options: { header: headerName },
  // What it counts as success is not documented.
  successStatus: 200,
};
