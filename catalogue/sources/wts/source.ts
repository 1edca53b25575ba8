// en: WTS Chat's own webhooks, put on our bus for whatever listens there: routing, other functions of yours.
// pt: Os webhooks do próprio WTS Chat, postos no nosso barramento para quem escuta ali: o roteamento e outras funções suas.
import { defineSource } from "wts-session-hooks";

export const wts = defineSource({
  // en: WTS signs nothing: the secret stands in the address, after /webhooks/wts/.
  // pt: O WTS não assina nada: o segredo fica no endereço, depois de /webhooks/wts/.
  verify: "wts",
  publish: ["SESSION_NEW", "SESSION_UPDATE", "SESSION_COMPLETE"],
});
