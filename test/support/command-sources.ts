// Senders whose deliveries are the commands themselves, for tests of what becomes of a command and not of its mapping.
import { defineSource } from "wts-session-hooks";

export const sourceSecrets = {
  signed: ["whsec_dGVzdC1zaWduZWQtc2VjcmV0LW9wZW5zLW5vdGhpbmc="],
  unsigned: ["test-unsigned-secret-that-opens-nothing"],
  nameless: ["test-nameless-secret-that-opens-nothing"],
  wts: ["test-wts-secret-that-opens-nothing"],
};

export const commandSources = {
  signed: defineSource({
    verify: "standard-webhooks",
    occurredAt: "body.at",
    filter: ({ body }) => body.command !== undefined,
    map: ({ body }) => body.command,
  }),
  // Its signature leaves out the delivery's id, so a copy is known by its content too.
  unsigned: defineSource({ verify: "github", map: ({ body }) => body.command }),
  // It has no ids at all, so a copy is known by its content and by when it came.
  nameless: defineSource({ verify: "nuvemshop", map: ({ body }) => body.command }),
  wts: defineSource({ verify: "wts", publish: ["SESSION_NEW", "SESSION_UPDATE"] }),
};
