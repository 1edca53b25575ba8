// en: Closes a session of Comercial when the customer has our answer and says nothing: 4 working hours, a question, and 1 working hour more.
// pt: Encerra o atendimento do Comercial quando o cliente tem a nossa resposta e não diz nada: 4 horas úteis, uma pergunta e mais 1 hora útil.
import { defineAutoClosePolicy } from "wts-session-hooks";

const hours = {
  weekly: {
    monday: ["09:00-12:00", "13:00-18:00"],
    tuesday: ["09:00-12:00", "13:00-18:00"],
    wednesday: ["09:00-12:00", "13:00-18:00"],
    thursday: ["09:00-12:00", "13:00-18:00"],
    friday: ["09:00-12:00", "13:00-17:00"],
  },
  // en: The national holidays, those of the state, the town's own day each year, a half day each year, and a day off.
  // pt: Os feriados nacionais, os do estado, o aniversário da cidade todo ano, meio expediente todo ano e uma folga.
  holidays: ["BR-SP", "01-25", { date: "12-24", periods: ["09:00-12:00"] }, "2026-12-31"],
};

export const closeAfterAnswer = defineAutoClosePolicy({
  name: "close-after-answer",
  match: { department: "Comercial", status: ["PENDING", "IN_PROGRESS"] },
  // en: Whoever has one of these is left alone.
  // pt: Quem tem uma destas coisas fica em paz.
  except: { tags: ["VIP"], metadata: { naoEncerrar: true } },
  idle: { hours: 4, clock: "business" },
  // en: What only a bot or the office-hours message said is no answer.
  // pt: O que só o robô ou a mensagem de fora do horário disse não é resposta.
  answersThatDoNotCount: ["BOT", "OFFICE_HOURS"],
  // en: After thanks nobody waits for an answer.
  // pt: Depois de um obrigado, ninguém espera resposta.
  courtesyReplies: true,
  hours,
  // en: Over a weekend WhatsApp's 24 hours pass: then it is closed without a message.
  // pt: No fim de semana as 24 horas do WhatsApp passam: aí encerra sem mensagem.
  whenUnsendable: "close",
  warning: {
    text: "Do you still need help? If not, we close this conversation in an hour. || Ainda precisa de ajuda? Se não, encerramos o atendimento em uma hora.",
    grace: { hours: 1 },
  },
  close: {
    farewell: "We close here. Just write to go on! || Encerramos por aqui. É só escrever para continuar!",
    metadata: { encerradoPor: "{policy}", execucao: "{run}" },
    classification: { category: "OTHER", description: "No answer from the customer || Sem resposta do cliente" },
  },
});
