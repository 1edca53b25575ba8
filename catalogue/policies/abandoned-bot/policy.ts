// en: Closes what a contact has left in the middle of a bot: two hours without a word after the bot's last question.
// pt: Encerra o que o cliente abandonou no meio do robô: duas horas sem uma palavra depois da última pergunta do robô.
import { defineAutoClosePolicy } from "wts-session-hooks";

export const abandonedBot = defineAutoClosePolicy({
  name: "abandoned-bot",
  match: { handledBy: "bot" },
  // en: Here the bot's question counts as an answer; whoever wrote last waits, and stays.
  // pt: Aqui a pergunta do robô vale como resposta; quem escreveu por último espera, e fica.
  idle: { hours: 2 },
  close: {
    // en: The bot is stopped with it; when the contact writes again, the session is open again.
    // pt: O robô para junto; se o cliente escrever de novo, o atendimento volta a abrir.
    stopBotInExecution: true,
    classification: { category: "LOST", description: "Left in the middle of the bot || Abandonou o robô" },
  },
});
