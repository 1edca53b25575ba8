// WTS Chat's own webhooks, put on our bus for whatever listens there: reassignment, other functions of yours.
import { defineSource } from "wts-session-hooks";

export const wts = defineSource({
  // WTS signs nothing: the secret stands in the address, after /webhooks/wts/.
  verify: "wts",
  publish: ["SESSION_NEW", "SESSION_UPDATE", "SESSION_COMPLETE"],
});
