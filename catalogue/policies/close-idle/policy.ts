// en: Closes what has been answered and idle for 3 days, a day after a warning.
// pt: Encerra o que teve resposta e está parado há 3 dias, um dia depois de um aviso.
import { defineAutoClosePolicy } from "wts-session-hooks";

export const closeIdle = defineAutoClosePolicy({
  name: "close-idle",
  // en: A session with this key in its metadata is left alone, whatever its value.
  // pt: O atendimento que tem esta chave nos metadados fica em paz, seja qual for o valor.
  except: { metadata: { naoEncerrar: true } },
  idle: { days: 3 },
  // en: After thanks nobody waits for an answer.
  // pt: Depois de um obrigado, ninguém espera resposta.
  courtesyReplies: true,
  warning: {
    text: "Hello, {nome|there}! Do you still need us? If not, we close this conversation tomorrow. || Olá, {nome|tudo bem}! Ainda precisa da gente? Se não, encerramos este atendimento amanhã.",
    grace: { days: 1 },
  },
  // en: WhatsApp's official channels take no text 24 hours after the contact's last message: there it closes without one, unless
  // en: the warning has a `template` that WhatsApp approved. "leave" leaves it open instead.
  // pt: Os canais oficiais do WhatsApp não aceitam texto 24 horas depois da última mensagem do cliente: neles, encerra sem aviso,
  // pt: a não ser que o aviso tenha um `template` aprovado pelo WhatsApp. Com "leave", fica aberto.
  whenUnsendable: "close",
  close: {
    classification: { category: "OTHER", description: "No answer from the customer || Sem resposta do cliente" },
  },
});
