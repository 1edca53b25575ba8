// Nuvemshop (Tiendanube): signs the body alone, with the app's secret.
import type { Scheme } from "../scheme.ts";

export const nuvemshop: Scheme = {
  name: "nuvemshop",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha256" },
      at: [{ header: "x-linkedstore-hmac-sha256" }],
      encoding: "hex",
      content: "{body}",
    },
  ],
};
