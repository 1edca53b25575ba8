// en: Tidies up every evening: what was answered and has been quiet for two hours is closed between 20:00 and 22:00.
// pt: Arruma a casa toda noite: o que teve resposta e está quieto há duas horas é encerrado entre 20:00 e 22:00.
import { defineAutoClosePolicy } from "wts-session-hooks";

export const nightly = defineAutoClosePolicy({
  name: "nightly",
  except: { tags: ["VIP"], metadata: { naoEncerrar: true } },
  idle: { hours: 2 },
  answersThatDoNotCount: ["BOT", "OFFICE_HOURS"],
  courtesyReplies: true,
  // en: A day that is left out has no tidying up, as Saturday and Sunday here.
  // pt: No dia que fica de fora não se arruma nada, como no sábado e no domingo aqui.
  hours: {
    weekly: {
      monday: ["20:00-22:00"],
      tuesday: ["20:00-22:00"],
      wednesday: ["20:00-22:00"],
      thursday: ["20:00-22:00"],
      friday: ["20:00-22:00"],
    },
  },
  onlyInHours: true,
  close: { metadata: { encerradoPor: "{policy}" } },
});
