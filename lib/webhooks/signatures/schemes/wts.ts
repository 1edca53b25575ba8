// WTS Chat signs nothing and sends no header of ours: a secret at the end of the address, or in a header a proxy adds.
import { headerName, isTrue } from "../option-rules.ts";
import type { Scheme } from "../scheme.ts";

export const wts: Scheme = {
  name: "wts",
  format: "json",
  recipes: ({ header }) => [
    { kind: "token", at: typeof header === "string" ? { header } : { path: true }, form: "plain" },
  ],
  // With `readBack` a session is read from WTS before its event is believed, since WTS signs nothing.
  options: { header: headerName, readBack: isTrue },
  // WTS does not document what it counts as success.
  successStatus: 200,
};
