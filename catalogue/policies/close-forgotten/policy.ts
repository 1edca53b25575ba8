// en: Closes what nobody has said a word in for 3 days, in silence.
// pt: Encerra, em silêncio, o atendimento em que ninguém diz nada há 3 dias.
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

export const closeForgotten = defineAutoClosePolicy({
  name: "close-forgotten",
  // en: A session with this key in its metadata is left alone, whatever its value.
  // pt: O atendimento que tem esta chave nos metadados fica em paz, seja qual for o valor.
  except: { metadata: { naoEncerrar: true } },
  idle: { days: 3 },
  hours,
  // en: Also what is done in silence is done in working hours, when somebody sees it.
  // pt: Mesmo o que se faz em silêncio se faz no expediente, quando alguém vê.
  onlyInHours: true,
});
