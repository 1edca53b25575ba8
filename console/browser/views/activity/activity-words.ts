// The words of the view of activity.
import type { DeliveryRecord } from "../../../../cli/deliveries/delivery-record.ts";
import { checkWords } from "../../../../cli/doctor/check-words.ts";
import type { CheckName, Verdict } from "../../../../cli/doctor/finding.ts";
import type { Step } from "../../../../cli/webhooks/explanation-step.ts";
import type { Wording } from "../../words/use-words.ts";

interface ActivityWords {
  tabs: { label: string; commands: string; log: string; calls: string; health: string };
  states: Readonly<Record<DeliveryRecord["state"], string>>;
  discarded: string;
  copy: string;
  commands: Readonly<Record<string, string | undefined>>;
  wtsEvent: string;
  doors: Readonly<Record<string, string | undefined>>;
  stepNames: Readonly<Record<string, string | undefined>>;
  list: {
    intro: string;
    caption: string;
    empty: string;
    emptyFiltered: string;
    heads: { what: string; state: string; at: string; from: string; session: string };
    byReference: string;
    day: string;
    dayHint: string;
    allStates: string;
    more: string;
    keepStill: string;
    goOn: string;
    newOnes(count: number): string;
  };
  chart: { label: string; applied: string; rejected: string; parked: string; table: string; minute: string };
  rate: {
    title: string;
    intro: string;
    window(seconds: number): string;
    of(account: string, seconds: number): string;
    paused: string;
  };
  log: { intro: string; about: string; aboutHint: string; empty: string; details: string };
  calls: {
    intro: string;
    caption: string;
    empty: string;
    noAnswer: string;
    heads: { call: string; status: string; took: string; at: string };
  };
  health: {
    intro: string;
    verdicts: Readonly<Record<Verdict, string>>;
    verdictNames: Readonly<Record<Verdict, string>>;
    checks: Readonly<Record<CheckName, string>>;
    counts(counts: Readonly<Record<Verdict, number>>): string;
    cure: string;
    some(verdict: "not-checked" | "ok", count: number): string;
  };
  explained: { verdict: string; steps: Readonly<Record<Step["step"], string>> };
  story: {
    back: string;
    notFound: string;
    parked: string;
    toParked: string;
    came: string;
    door: string;
    source: string;
    verifiedBy: string;
    receivedAt: string;
    occurredAt: string;
    rule: string;
    delivery: string;
    account: string;
    attempt: string;
    copies: string;
    done: string;
    state: string;
    seenAt: string;
    steps: string;
    fields: string;
    values: string;
    reasons: string;
    stale: string;
    mayHaveBeenSent: string;
    atWorkUntil: string;
    discarded: string;
    followed: string;
    event: string;
    published: string;
    yes: string;
    notYet: string;
    session: string;
    copyOf: string;
    causedBy: string;
    belongsTo: string;
    of: string;
    understood: string;
    understoodIntro: string;
    reveal: string;
    hide: string;
    log: string;
    noLog: string;
    calls: string;
    callsIntro: string;
  };
}

export const activityWords: Wording<ActivityWords> = {
  en: {
    tabs: {
      label: "Parts of activity",
      commands: "As it comes",
      log: "Log of the functions",
      calls: "Calls of WTS",
      health: "Is all well?",
    },
    states: { begun: "under way", applied: "applied", rejected: "rejected", ignored: "ignored" },
    discarded: "discarded",
    copy: "copy",
    commands: {
      update: "Update",
      complete: "Complete",
      transfer: "Transfer",
      note: "Note",
      message: "Message",
      route: "Route",
      hold: "Hold",
    },
    wtsEvent: "Event of WTS",
    doors: { http: "HTTP API", webhook: "webhook", event: "event", schedule: "schedule" },
    stepNames: {
      note: "note",
      message: "message",
      farewell: "farewell",
      partial: "update",
      transfer: "transfer",
      complete: "complete",
    },
    list: {
      intro:
        "Every command as it comes, the newest first. Open one to see how it came, what was made of it and what followed.",
      caption: "Commands, the newest first",
      empty: "No command has begun in this time. What could not be mapped is under Parked.",
      emptyFiltered: "None of these commands is in this state.",
      heads: { what: "What", state: "State", at: "When", from: "From", session: "Session" },
      byReference: "found by contact or metadata",
      day: "Day (UTC)",
      dayHint: "Empty: today and yesterday",
      allStates: "all",
      more: "Show more",
      keepStill: "Keep still",
      goOn: "Go on",
      newOnes: (count) =>
        count === 1 ? "1 new command has come meanwhile" : `${count} new commands have come meanwhile`,
    },
    chart: {
      label: "Commands by minute, in the last hour",
      applied: "applied",
      rejected: "rejected",
      parked: "parked",
      table: "The same in numbers",
      minute: "Minute",
    },
    rate: {
      title: "Rate of WTS",
      intro: "Calls made, of those that we may make.",
      window: (seconds) => (seconds >= 60 ? `in ${seconds / 60} min` : `in ${seconds} s`),
      of: (account, seconds) => `Calls of account ${account} in ${seconds} seconds`,
      paused: "WTS refused a call: nobody calls until",
    },
    log: {
      intro: "What the functions print here, the newest first: ids, codes and numbers, and nobody's words.",
      about: "About",
      aboutHint: "An id, a code, a source, or a function's name",
      empty: "No function has printed anything like that.",
      details: "All of the line",
    },
    calls: {
      intro: "What reached the stand-in for WTS, the newest first, from the functions and from this page.",
      caption: "Calls of WTS, the newest first",
      empty: "WTS was asked for nothing like that.",
      noAnswer: "no answer",
      heads: { call: "Call", status: "Answer", took: "Took", at: "When" },
    },
    health: {
      intro: "What is wrong here, or may be, and what to do about it. It only reads.",
      verdicts: {
        wrong: "Something is wrong",
        warning: "Something is to be looked at",
        "not-checked": "Nothing could be checked",
        ok: "All is well",
      },
      verdictNames: { wrong: "wrong", warning: "look", "not-checked": "not checked", ok: "good" },
      checks: checkWords.en,
      counts: (counts) =>
        `${counts.wrong} wrong, ${counts.warning} to look at, ${counts["not-checked"]} not checked, ${counts.ok} good`,
      cure: "What to do",
      some: (verdict, count) => (verdict === "ok" ? `${count} good` : `${count} not checked, and why`),
    },
    explained: {
      verdict: "What comes of it",
      steps: {
        bytes: "bytes",
        verification: "verification",
        delivery: "delivery",
        lookup: "look-up",
        mapping: "mapping",
        checks: "checks",
        commands: "commands",
        "at WTS": "at WTS",
      },
    },
    story: {
      back: "All activity",
      notFound: "There is no such command; records are kept for 90 days.",
      parked: "It is parked",
      toParked: "See why, and what to do",
      came: "How it came",
      door: "Way in",
      source: "From",
      verifiedBy: "Verified by",
      receivedAt: "Received",
      occurredAt: "Tells of",
      rule: "Policy",
      delivery: "Delivery",
      account: "Account",
      attempt: "Attempt",
      copies: "Sent again",
      done: "What was done",
      state: "State",
      seenAt: "Last begun",
      steps: "Steps",
      fields: "Fields written",
      values: "Values",
      reasons: "Why",
      stale: "Left alone, since newer was there",
      mayHaveBeenSent: "May have been sent",
      atWorkUntil: "At work until",
      discarded: "Discarded",
      followed: "What followed",
      event: "Event",
      published: "Published",
      yes: "yes",
      notYet: "not yet",
      session: "Session",
      copyOf: "Copy of",
      causedBy: "Led to it",
      belongsTo: "Belongs to",
      of: "of session",
      understood: "What today's mapping makes of it",
      understoodIntro: "The delivery is kept, since something of it was not applied.",
      reveal: "Show texts and numbers",
      hide: "Hide texts and numbers",
      log: "What the functions said",
      noLog: "The log has nothing of it any more.",
      calls: "Calls of WTS about this session",
      callsIntro: "Within a minute of this command.",
    },
  },
  "pt-BR": {
    tabs: {
      label: "Partes da atividade",
      commands: "O que chega",
      log: "Log das funções",
      calls: "Chamadas ao WTS",
      health: "Está tudo bem?",
    },
    states: { begun: "em andamento", applied: "aplicado", rejected: "recusado", ignored: "ignorado" },
    discarded: "descartado",
    copy: "cópia",
    commands: {
      update: "Alterar",
      complete: "Encerrar",
      transfer: "Transferir",
      note: "Nota",
      message: "Mensagem",
      route: "Distribuir",
      hold: "Espera",
    },
    wtsEvent: "Aviso do WTS",
    doors: { http: "API HTTP", webhook: "webhook", event: "evento", schedule: "agendamento" },
    stepNames: {
      note: "nota",
      message: "mensagem",
      farewell: "despedida",
      partial: "alteração",
      transfer: "transferência",
      complete: "encerramento",
    },
    list: {
      intro:
        "Cada comando na hora em que chega, o mais novo primeiro. Abra um para ver como chegou, no que deu e o que veio depois.",
      caption: "Comandos, o mais novo primeiro",
      empty: "Nenhum comando começou neste tempo. O que não pôde ser mapeado está em Retidos.",
      emptyFiltered: "Nenhum destes comandos está nesta situação.",
      heads: { what: "O quê", state: "Situação", at: "Quando", from: "De", session: "Atendimento" },
      byReference: "achado pelo cliente ou pelos metadados",
      day: "Dia (UTC)",
      dayHint: "Vazio: hoje e ontem",
      allStates: "todas",
      more: "Mostrar mais",
      keepStill: "Segurar a lista",
      goOn: "Soltar a lista",
      newOnes: (count) =>
        count === 1 ? "1 comando novo chegou enquanto isso" : `${count} comandos novos chegaram enquanto isso`,
    },
    chart: {
      label: "Comandos por minuto, na última hora",
      applied: "aplicados",
      rejected: "recusados",
      parked: "retidos",
      table: "O mesmo em números",
      minute: "Minuto",
    },
    rate: {
      title: "Taxa do WTS",
      intro: "Chamadas feitas, das que podemos fazer.",
      window: (seconds) => (seconds >= 60 ? `em ${seconds / 60} min` : `em ${seconds} s`),
      of: (account, seconds) => `Chamadas da conta ${account} em ${seconds} segundos`,
      paused: "O WTS recusou uma chamada: ninguém chama até",
    },
    log: {
      intro: "O que as funções escrevem aqui, o mais novo primeiro: ids, códigos e números, e palavras de ninguém.",
      about: "Sobre",
      aboutHint: "Um id, um código, uma fonte ou o nome de uma função",
      empty: "Nenhuma função escreveu nada disso.",
      details: "A linha inteira",
    },
    calls: {
      intro: "O que chegou ao WTS local, o mais novo primeiro, das funções e desta página.",
      caption: "Chamadas ao WTS, a mais nova primeiro",
      empty: "Nada disso foi pedido ao WTS.",
      noAnswer: "sem resposta",
      heads: { call: "Chamada", status: "Resposta", took: "Levou", at: "Quando" },
    },
    health: {
      intro: "O que está errado aqui, ou pode estar, e o que fazer. Só lê.",
      verdicts: {
        wrong: "Algo está errado",
        warning: "Algo pede atenção",
        "not-checked": "Nada pôde ser verificado",
        ok: "Está tudo bem",
      },
      verdictNames: { wrong: "errado", warning: "atenção", "not-checked": "não verificado", ok: "certo" },
      checks: checkWords["pt-BR"],
      counts: (counts) =>
        [
          `${counts.wrong} com erro`,
          counts.warning === 1 ? "1 pede atenção" : `${counts.warning} pedem atenção`,
          counts["not-checked"] === 1 ? "1 não verificado" : `${counts["not-checked"]} não verificados`,
          counts.ok === 1 ? "1 certo" : `${counts.ok} certos`,
        ].join(", "),
      cure: "O que fazer",
      some: (verdict, count) => {
        if (verdict === "ok") return count === 1 ? "1 certo" : `${count} certos`;
        return count === 1 ? "1 não verificado, e por quê" : `${count} não verificados, e por quê`;
      },
    },
    explained: {
      verdict: "No que dá",
      steps: {
        bytes: "bytes",
        verification: "verificação",
        delivery: "entrega",
        lookup: "consulta",
        mapping: "mapeamento",
        checks: "conferência",
        commands: "comandos",
        "at WTS": "no WTS",
      },
    },
    story: {
      back: "Toda a atividade",
      notFound: "Este comando não existe; os registros ficam 90 dias.",
      parked: "Ficou retido",
      toParked: "Ver por quê, e o que fazer",
      came: "Como chegou",
      door: "Entrada",
      source: "De",
      verifiedBy: "Verificado por",
      receivedAt: "Recebido",
      occurredAt: "Fala de",
      rule: "Regra",
      delivery: "Entrega",
      account: "Conta",
      attempt: "Tentativa",
      copies: "Enviado de novo",
      done: "O que foi feito",
      state: "Situação",
      seenAt: "Último começo",
      steps: "Passos",
      fields: "Campos gravados",
      values: "Valores",
      reasons: "Por quê",
      stale: "Não mexido, pois já havia algo mais novo",
      mayHaveBeenSent: "Pode ter sido enviado",
      atWorkUntil: "Em trabalho até",
      discarded: "Descartado",
      followed: "O que veio depois",
      event: "Evento",
      published: "Publicado",
      yes: "sim",
      notYet: "ainda não",
      session: "Atendimento",
      copyOf: "Cópia de",
      causedBy: "O que levou a isso",
      belongsTo: "Faz parte de",
      of: "do atendimento",
      understood: "O que o mapeamento de hoje faz disso",
      understoodIntro: "A entrega está guardada, pois algo dela não foi aplicado.",
      reveal: "Mostrar textos e números",
      hide: "Ocultar textos e números",
      log: "O que as funções disseram",
      noLog: "O log não tem mais nada disso.",
      calls: "Chamadas ao WTS sobre este atendimento",
      callsIntro: "Em torno de um minuto deste comando.",
    },
  },
};
