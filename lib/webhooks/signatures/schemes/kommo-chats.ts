// Kommo's Chats API: signs the body with the secret of the channel.
import type { Scheme } from "../scheme.ts";

export const kommoChats: Scheme = {
  name: "kommo-chats",
  format: "json",
  recipes: [
    {
      kind: "signature",
      algorithm: { type: "hmac", hash: "sha1" },
      at: [{ header: "x-signature" }],
      encoding: "hex",
      content: "{body}",
    },
  ],
  // There is no delivery id: of messages, reactions and typing, only messages have one of their own.
  successStatus: 200,
};
