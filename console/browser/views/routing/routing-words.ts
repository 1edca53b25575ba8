// The words of the views of routing.
import type { Wording } from "../../words/use-words.ts";

interface RoutingWords {
  tabs: { label: string; people: string; explain: string; moves: string };
  people: {
    intro: string;
    department: string;
    allDepartments: string;
    waiting(count: number): string;
    caption(department: string): string;
    heads: { person: string; there: string; load: string; last: string; policies: string };
    available: string;
    notAvailable: string;
    until: string;
    onShift: string;
    offShift: string;
    load(open: number, promised: number): string;
    promised(count: number): string;
    /** For who hears the bar. */
    beside(load: string, limits: string): string;
    limitsOf(limits: readonly number[]): string;
    never: string;
    nobody: string;
    noPolicies: string;
    none: string;
    withoutDepartment: string;
    problems: string;
    step(number: number): string;
    counted(load: number, most: number): string;
    perDepartment: string;
  };
  explain: {
    intro: string;
    session: string;
    sessionHint: string;
    on: string;
    everyTrigger: string;
    triggers: Readonly<Record<"SESSION_NEW" | "SESSION_UPDATE" | "requested" | "schedule", string>>;
    request: string;
    department: string;
    user: string;
    policy: string;
    ask: string;
    empty: string;
    nothingChanged: string;
    facts: {
      session: string;
      status: string;
      department: string;
      owner: string;
      nobody: string;
      waits: string;
      doesNotWait: string;
      moves: string;
      movesOf(moves: number, most: number): string;
    };
    by: string;
    because: string;
    next: string;
    caption: string;
    heads: { person: string; open: string; answer: string; why: string };
    chosen: string;
    notChosen: string;
    elsewhere(count: number): string;
    skipped: string;
    failed: string;
    actions: Readonly<Record<"assign" | "queue" | "keep" | "escalate", string>>;
  };
  moves: {
    intro: string;
    days: string;
    lastDays(days: number): string;
    answers: string;
    empty: string;
    details: string;
    passedOver(count: number): string;
    answered: string;
    notKnown: string;
    movedAgain: string;
    more(count: number): string;
    fromTo: string;
    queue: string;
    notAsked: string;
  };
}

export const routingWords: Wording<RoutingWords> = {
  en: {
    tabs: { label: "Parts of routing", people: "People", explain: "Who would get it", moves: "Last moves" },
    people: {
      intro:
        "Everybody, as the routing policies see them now: who is there, how much they have, and who gives to them.",
      department: "Department",
      allDepartments: "All departments",
      waiting: (count) => (count === 0 ? "nobody waits in its queue" : `${count} waiting in its queue`),
      caption: (department) => `People of ${department}`,
      heads: { person: "Person", there: "There", load: "Open sessions", last: "Last given one", policies: "Policies" },
      available: "available",
      notAvailable: "not available",
      until: "until",
      onShift: "on shift",
      offShift: "off shift",
      load: (open, promised) => (promised === 0 ? String(open) : `${open} + ${promised}`),
      promised: (count) => `${count} promised`,
      beside: (load, limits) => `${load} open sessions${limits}`,
      limitsOf: (limits) => (limits.length === 0 ? "" : `, of at most ${limits.join(" or ")}`),
      never: "not lately",
      nobody: "Nobody is in this department.",
      noPolicies: "no policy",
      none: "WTS has no departments in this account.",
      withoutDepartment: "In no department",
      problems: "To correct in hooks.config.ts, or in WTS Chat",
      step: (number) => `step ${number}`,
      counted: (load, most) => `${load} of ${most}`,
      perDepartment: "in the department",
    },
    explain: {
      intro: "Takes the decision that the functions would take, by the policies as they stand now. Nothing is changed.",
      session: "Session",
      sessionHint: "Its id, a link to it, its protocol number, or its contact's phone.",
      on: "What happens",
      everyTrigger: "Whatever the policies wait for",
      triggers: {
        SESSION_NEW: "The session is new",
        SESSION_UPDATE: "The session changes",
        requested: "Somebody asks for it",
        schedule: "The next minute comes",
      },
      request: "As if somebody asked for a department, a person or a policy",
      department: "Department",
      user: "Person",
      policy: "Policy",
      ask: "Explain",
      empty: "Name a session to see who would get it, and why nobody else.",
      nothingChanged: "Nothing was changed.",
      facts: {
        session: "Session",
        status: "Status",
        department: "Department",
        owner: "Owner",
        nobody: "nobody",
        waits: "The contact waits",
        doesNotWait: "no",
        moves: "Moved today",
        movesOf: (moves, most) => `${moves} of at most ${most}`,
      },
      by: "by policy",
      because: "Because",
      next: "Unless somebody answers, the next step is",
      caption: "Who would get it, and why nobody else",
      heads: { person: "Person", open: "Open", answer: "Answer", why: "Why" },
      chosen: "gets it",
      notChosen: "does not",
      elsewhere: (count) => (count === 1 ? "1 person of another department" : `${count} people of other departments`),
      skipped: "Policies that were passed over",
      failed: "It counts as failed.",
      actions: { assign: "is given", queue: "goes to a queue", keep: "stays", escalate: "goes on" },
    },
    moves: {
      intro: "The last moves, the newest first: who got what, by which policy, why, and who was passed over.",
      days: "Of the last",
      lastDays: (days) => (days === 1 ? "24 hours" : `${days} days`),
      answers: "Look whether somebody answered after it",
      empty: "No session was moved in this time.",
      details: "Who was passed over, and why",
      passedOver: (count) => (count === 1 ? "1 passed over" : `${count} passed over`),
      answered: "answered by",
      notKnown: "answer not known yet",
      movedAgain: "moved again",
      more: (count) => `These are the newest ${count}; there may be more.`,
      fromTo: "From where to where",
      queue: "queue",
      notAsked: "Names are missing, since WTS was not asked:",
    },
  },
  "pt-BR": {
    tabs: {
      label: "Partes da distribuição",
      people: "Atendentes",
      explain: "Quem receberia",
      moves: "Últimas transferências",
    },
    people: {
      intro:
        "Todos, como as regras de distribuição os veem agora: quem está, quanto tem nas mãos e que regras entregam.",
      department: "Departamento",
      allDepartments: "Todos os departamentos",
      waiting: (count) => (count === 0 ? "ninguém na fila" : `${count} na fila`),
      caption: (department) => `Atendentes de ${department}`,
      heads: {
        person: "Atendente",
        there: "Está",
        load: "Atendimentos abertos",
        last: "Último recebido",
        policies: "Regras",
      },
      available: "disponível",
      notAvailable: "indisponível",
      until: "até",
      onShift: "no turno",
      offShift: "fora do turno",
      load: (open, promised) => (promised === 0 ? String(open) : `${open} + ${promised}`),
      promised: (count) => (count === 1 ? "1 prometido" : `${count} prometidos`),
      beside: (load, limits) => `${load} atendimentos abertos${limits}`,
      limitsOf: (limits) => (limits.length === 0 ? "" : `, de no máximo ${limits.join(" ou ")}`),
      never: "não recentemente",
      nobody: "Ninguém está neste departamento.",
      noPolicies: "nenhuma regra",
      none: "O WTS não tem departamentos nesta conta.",
      withoutDepartment: "Sem departamento",
      problems: "A corrigir no hooks.config.ts ou no WTS Chat",
      step: (number) => `passo ${number}`,
      counted: (load, most) => `${load} de ${most}`,
      perDepartment: "no departamento",
    },
    explain: {
      intro: "Toma a decisão que as funções tomariam, pelas regras como estão agora. Nada é alterado.",
      session: "Atendimento",
      sessionHint: "O id, um link, o número de protocolo, ou o telefone do cliente.",
      on: "O que acontece",
      everyTrigger: "Tudo o que as regras esperam",
      triggers: {
        SESSION_NEW: "O atendimento é novo",
        SESSION_UPDATE: "O atendimento muda",
        requested: "Alguém pede",
        schedule: "Chega o próximo minuto",
      },
      request: "Como se alguém pedisse um departamento, um atendente ou uma regra",
      department: "Departamento",
      user: "Atendente",
      policy: "Regra",
      ask: "Explicar",
      empty: "Diga um atendimento para ver quem o receberia, e por que mais ninguém.",
      nothingChanged: "Nada foi alterado.",
      facts: {
        session: "Atendimento",
        status: "Situação",
        department: "Departamento",
        owner: "Responsável",
        nobody: "ninguém",
        waits: "O cliente espera",
        doesNotWait: "não",
        moves: "Transferido hoje",
        movesOf: (moves, most) => `${moves} de no máximo ${most}`,
      },
      by: "pela regra",
      because: "Porque",
      next: "Se ninguém responder, o próximo passo é",
      caption: "Quem receberia, e por que mais ninguém",
      heads: { person: "Atendente", open: "Abertos", answer: "Resposta", why: "Por quê" },
      chosen: "recebe",
      notChosen: "não recebe",
      elsewhere: (count) =>
        count === 1 ? "1 atendente de outro departamento" : `${count} atendentes de outros departamentos`,
      skipped: "Regras que ficaram de fora",
      failed: "Conta como falha.",
      actions: { assign: "é entregue", queue: "vai para uma fila", keep: "fica", escalate: "segue adiante" },
    },
    moves: {
      intro:
        "As últimas transferências, da mais nova para a mais antiga: quem recebeu o quê, por qual regra, por quê, e quem ficou de fora.",
      days: "Dos últimos",
      lastDays: (days) => (days === 1 ? "24 horas" : `${days} dias`),
      answers: "Ver se alguém respondeu depois",
      empty: "Nenhum atendimento foi transferido neste tempo.",
      details: "Quem ficou de fora, e por quê",
      passedOver: (count) => (count === 1 ? "1 ficou de fora" : `${count} ficaram de fora`),
      answered: "respondido até",
      notKnown: "resposta ainda não sabida",
      movedAgain: "transferido de novo",
      more: (count) => `Estas são as ${count} mais novas; pode haver mais.`,
      fromTo: "De onde para onde",
      queue: "fila",
      notAsked: "Faltam nomes, porque o WTS não foi consultado:",
    },
  },
};
