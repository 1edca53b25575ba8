// WTS Chat signs nothing and sends no header of ours: a secret at the end of the address, or in a header a proxy adds.
import { headerName, isTrue } from "../option-rules.ts";
import type { Scheme } from "../scheme.ts";

export const wts: Scheme = {
  name: "wts",
  recipes: ({ header }) => [
    { kind: "token", at: typeof header === "string" ? { header } : { path: true }, form: "plain" },
  ],
  // With `readBack` a session is read from WTS before its event is believed.
  options: { header: headerName, readBack: isTrue },
  // What it counts as success is not documented.
  successStatus: 200,
};
