// The configuration of a clinic, as its operations person would write it: what the simulation of a month runs by.
import { defineConfig } from "wts-session-hooks";
import { boletos } from "./boletos.ts";
import { templates } from "./clinic-texts.ts";

/** Also Christmas Eve and New Year's Eve are half days. */
const holidays = ["BR-SP", { date: "12-24", periods: ["08:00-12:00"] }, { date: "12-31", periods: ["08:00-12:00"] }];

const weekdays = (day: string[]) => ({ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day });

const hours = { weekly: { ...weekdays(["08:00-12:00", "13:00-18:00"]), saturday: ["08:00-12:00"] }, holidays };

/** Monday to Friday, and on Saturdays where they come. */
const shift = (weekday: string[], saturday: string[] = []) => ({
  hours: { weekly: { ...weekdays(weekday), saturday }, holidays },
});
const early = ["08:00-12:00", "13:00-17:00"];
const late = ["09:00-13:00", "14:00-18:00"];
const morning = ["08:00-12:00"];

export default defineConfig({
  timeZone: "America/Sao_Paulo",
  language: "pt-BR",
  sources: {
    wts: { verify: "wts", publish: ["SESSION_NEW", "SESSION_UPDATE"] },
    boletos,
  },
  // Whoever has asked never to be written to by a machine has the tag.
  messages: { neverMessage: ["nao-enviar"] },
  autoClose: {
    everyMinutes: 15,
    breakerFloor: 150,
    policies: [
      {
        // Whoever left the bot without an answer.
        name: "bot-sem-resposta",
        match: { handledBy: "bot" },
        idle: { hours: 2 },
        courtesyReplies: true,
      },
      {
        // Payments take longer: a working day, and nobody is warned.
        name: "financeiro",
        match: { department: "Financeiro" },
        idle: { hours: 8, clock: "business" },
        answersThatDoNotCount: ["OFFICE_HOURS", "BOT"],
        courtesyReplies: true,
        hours,
        onlyInHours: true,
        whenUnsendable: "close",
        close: { farewell: "Encerramos por aqui. Precisando do Financeiro, é só escrever." },
      },
      {
        name: "geral",
        idle: { hours: 4, clock: "business" },
        answersThatDoNotCount: ["OFFICE_HOURS", "BOT"],
        courtesyReplies: true,
        hours,
        onlyInHours: true,
        warning: {
          text: "Olá, {nome|cliente}! Ainda podemos ajudar? Sem resposta, encerramos em 30 minutos.",
          template: { id: templates.warning, parameters: { nome: "{nome|cliente}" } },
          grace: { minutes: 30 },
        },
        whenUnsendable: "close",
        close: {
          farewell: {
            text: "Encerramos seu atendimento. Quando precisar, é só escrever!",
            template: { id: templates.farewell },
          },
        },
      },
    ],
  },
  routing: {
    courtesyReplies: true,
    tellContact: "{atendente|Nossa equipe} vai cuidar do seu atendimento.",
    people: {
      "ana.ribeiro@clinicaboavista.example": shift(early, morning),
      "bruno.carvalho@clinicaboavista.example": shift(late),
      "joao.silva@clinicaboavista.example": shift(early),
      "carla.mendes@clinicaboavista.example": shift(late, morning),
      "daniel.rocha@clinicaboavista.example": shift(early),
      "fernanda.lima@clinicaboavista.example": shift(late, morning),
      "joao.silva.suporte@clinicaboavista.example": shift(early, morning),
      "gustavo.teixeira@clinicaboavista.example": shift(late),
      "marina.duarte@clinicaboavista.example": shift(early),
    },
    policies: [
      {
        // A VIP goes to whoever is at the reception, and to Ana where that takes too long.
        name: "vip",
        when: ["SESSION_NEW", "SESSION_UPDATE", "backlog", { ownerUnavailable: { minutes: 10 } }],
        match: { tags: "VIP" },
        hours: { weekly: weekdays(["09:00-18:00"]), holidays },
        department: "Recepção",
        escalation: [{ afterMinutes: 5, to: { user: "ana.ribeiro@clinicaboavista.example" } }],
      },
      {
        // Whoever is in no department, because the bot was left, comes to the reception.
        name: "sem-equipe",
        when: ["SESSION_UPDATE", "backlog"],
        match: { department: null },
        hours,
        department: "Recepção",
      },
      {
        // Everybody else: whoever of the department has least to do; whoever has gone is relieved.
        name: "equipe",
        except: { tags: "VIP" },
        when: [
          "SESSION_NEW",
          "SESSION_UPDATE",
          "backlog",
          { ownerUnavailable: { minutes: 10 } },
          { ownerSilent: { minutes: 60 } },
          "holdEnded",
        ],
        hours,
        capacity: 40,
      },
    ],
  },
});
