// The words of the view of sessions.
import type { ListReason } from "../../../../cli/session/list-reasons.ts";
import type { SessionList } from "../../../../cli/session/list-sessions.ts";
import type { PendingKind } from "../../../../cli/session/read-candidates.ts";
import type { Wording } from "../../words/use-words.ts";

interface ActText {
  button: string;
  title: string;
  doIt: string;
  done: string;
}

interface SessionsWords {
  intro: string;
  find: string;
  findHint: string;
  findButton: string;
  filters: string;
  all: string;
  /** The names of the filters. */
  reasons: Readonly<Record<ListReason, string>>;
  /** Of one session. */
  reason: Readonly<Record<ListReason, string>>;
  pending: Readonly<Record<PendingKind, string>>;
  caption: string;
  heads: { session: string; why: string; who: string; last: string; next: string };
  empty: string;
  emptyFilter: string;
  contactWaits: string;
  weWait: string;
  nobody: string;
  noDepartment: string;
  gone: string;
  andMore(count: number): string;
  heldUntil: string;
  unasked: string;
  queued(count: number): string;
  notLookedUp: string;
  beyondCalls(count: number): string;
  oldest(looked: number, open: number): string;
  notWhole: string;
  more(shown: number, total: number): string;
  back: string;
  /** Of one session. */
  session(name: string): string;
  glance: {
    closed: string;
    closedUnknown: string;
    closedUnknownText: string;
    closedElsewhere: string;
    closedElsewhereText: string;
    open: string;
    next: string;
    gone: string;
    goneText: string;
    unasked: string;
  };
  facts: {
    status: string;
    department: string;
    person: string;
    contact: string;
    number: string;
    created: string;
    closed: string;
    contactWrote: string;
    weWrote: string;
    held: string;
    id: string;
  };
  statuses: Readonly<Record<string, string>>;
  now: string;
  story: string;
  storyEmpty: string;
  earlier(count: number): string;
  details: string;
  detailHeads: {
    codes: string;
    command: string;
    delivery: string;
    run: string;
    event: string;
    chain: string;
    from: string;
    policy: string;
    all: string;
  };
  others: string;
  seeParked: string;
  actions: string;
  whoWould: string;
  /** Why nothing of auto-close comes next. */
  noRun: Readonly<Record<NonNullable<SessionList["noRun"]>, string>>;
  seeRuns: string;
  seeRun: string;
  /** Of what stands about a session, where the page says it otherwise than the command line. */
  standing: { elsewhere: string; undo: string; undoOpens: string; seeUndo: string };
  follows: Readonly<Record<"close" | "warn", string>>;
  hold: ActText & {
    nothing: string;
    until: string;
    untilHint: string;
    quick: readonly (readonly [label: string, text: string])[];
    quickLabel: string;
  };
  release: ActText & { nothing: string };
  complete: ActText & { farewell: string; farewellHint: string; nothing: string };
  route: ActText & {
    to: string;
    byPolicy: string;
    department: string;
    person: string;
    policy: string;
    anyDepartment: string;
    anyPerson: string;
    anyPolicy: string;
    nothing: string;
    decided: string;
    otherwise: string;
  };
  why: string;
  whyNote: string;
  onlyIfSame: string;
}

export const sessionsWords: Wording<SessionsWords> = {
  en: {
    intro: "Sessions that something of ours is about: done lately, due, held, or waiting. For all others, search.",
    find: "Find any session",
    findHint: "Its id, a link to it, its protocol number, or the contact's phone",
    findButton: "Find",
    filters: "Show",
    all: "All",
    reason: { parked: "Parked", waiting: "Waiting", due: "Due", held: "Held", acted: "Done lately" },
    reasons: { parked: "Parked", waiting: "Waiting", due: "Due", held: "Held", acted: "Done lately" },
    pending: {
      work: "a command is at work",
      message: "a message is on its way",
      outcome: "an outcome is still to be published",
      warning: "was warned, waits for the close",
    },
    caption: "Sessions that something of ours is about; what somebody has to look at comes first",
    heads: {
      session: "Session",
      why: "Why it is here",
      who: "Who has it, who waits",
      last: "What was done last",
      next: "What comes next",
    },
    empty: "Nothing was done within a day, and nothing is due, held, or waiting.",
    emptyFilter: "None is here for this.",
    contactWaits: "The contact waits",
    weWait: "We wait",
    nobody: "Nobody",
    noDepartment: "No department",
    gone: "Not at WTS",
    andMore: (count) => `And ${count} more.`,
    heldUntil: "until",
    unasked: "WTS was not asked",
    queued: (count) =>
      count === 1
        ? "One command waits in the queue; its session is known once it is worked on."
        : `${count} commands wait in the queue; their sessions are known once they are worked on.`,
    notLookedUp: "WTS did not answer, so this is what our own records say",
    beyondCalls: (count) =>
      count === 1 ? "Of one of these WTS was not asked." : `Of ${count} of these WTS was not asked.`,
    oldest: (looked, open) => `What is due was looked for among the ${looked} oldest of ${open} open sessions.`,
    notWhole: "More was done of late than is looked through here.",
    more: (shown, total) => `${shown} of ${total} are shown.`,
    back: "All sessions",
    session: (name) => `Session ${name}`,
    glance: {
      closed: "Why it was closed",
      closedUnknown: "It is closed, and nothing on record says by whom",
      closedUnknownText: "It was closed before our records begin, or nothing of ours was asked to do it.",
      closedElsewhere: "It was not closed by us",
      closedElsewhereText: "Nothing on record has closed it: a person in WTS did, or another program.",
      open: "It is open",
      next: "What comes next",
      gone: "WTS has no such session in this account",
      goneText: "It was removed there, or is of another account. What we recorded of it stands below.",
      unasked: "WTS was not asked",
    },
    facts: {
      status: "Status",
      department: "Department",
      person: "Person",
      contact: "Contact",
      number: "Protocol",
      created: "Began",
      closed: "Closed",
      contactWrote: "The contact last wrote",
      weWrote: "We last wrote",
      held: "Held until",
      id: "Id",
    },
    statuses: {
      STARTED: "Started",
      PENDING: "In queue",
      IN_PROGRESS: "In progress",
      COMPLETED: "Closed",
      HIDDEN: "Hidden",
    },
    now: "How it stands",
    story: "What happened",
    storyEmpty: "Nothing is recorded: within 90 days nobody has asked for anything, and nothing was done.",
    earlier: (count) => (count === 1 ? "Show what happened before" : `Show ${count} entries before`),
    details: "Codes and ids",
    detailHeads: {
      codes: "Codes",
      command: "Command",
      delivery: "Delivery",
      run: "Run",
      event: "Event",
      chain: "Chain",
      from: "Came from",
      policy: "Policy",
      all: "Everything recorded",
    },
    others: "Other sessions found by this",
    seeParked: "See what is parked",
    actions: "Act on this session",
    whoWould: "Who would get it",
    noRun: {
      paused: "The account is paused: auto-close does nothing.",
      busy: "A run of auto-close is under way.",
      stopped: "A run of auto-close stopped, and none begins before somebody has looked at it.",
      "no-policy": "No policy of auto-close may act.",
    },
    seeRuns: "See the runs",
    seeRun: "See the run",
    standing: {
      elsewhere: "Changed elsewhere",
      undo: "Undo",
      undoOpens: "A run closed it. To undo that run opens it again, as it was before.",
      seeUndo: "Go to the run, and undo it there",
    },
    follows: {
      close: "Unless somebody writes, it is closed then.",
      warn: "Unless somebody writes, the contact is warned then.",
    },
    hold: {
      button: "Hold",
      title: "Hold this session?",
      doIt: "Hold it",
      done: "It is held.",
      nothing: "It is held until then already.",
      until: "Until",
      untilHint: "Such as tomorrow 09:00, monday 9h, 30/11 14:00, or 2 business days",
      quickLabel: "Suggestions",
      quick: [
        ["Tomorrow 09:00", "tomorrow 09:00"],
        ["Monday 09:00", "monday 9h"],
        ["In 2 business days", "2 business days"],
      ],
    },
    release: {
      button: "Release",
      title: "End its hold?",
      doIt: "Release it",
      done: "It is held no more.",
      nothing: "Nothing holds it.",
    },
    complete: {
      button: "Close",
      title: "Close this session?",
      doIt: "Close it",
      done: "It is closed.",
      farewell: "A text to the contact, before it is closed",
      farewellHint: "Leave it empty to say nothing. Who asked for silence gets none.",
      nothing: "It is closed already.",
    },
    route: {
      button: "Move",
      title: "Move this session?",
      doIt: "Move it",
      done: "It was moved.",
      to: "To whom",
      byPolicy: "As the policies decide",
      department: "Department",
      person: "Person",
      policy: "Policy that decides",
      anyDepartment: "Any that fits",
      anyPerson: "Whoever fits",
      anyPolicy: "The first that fits",
      nothing: "It stays where it is.",
      decided: "As its story will have it",
      otherwise: "Why nobody else",
    },
    why: "Why",
    whyNote: "The team reads it in a note of the session.",
    onlyIfSame: "It is done only if the session still is as shown: if the contact writes meanwhile, nothing happens.",
  },
  "pt-BR": {
    intro:
      "Atendimentos em que algo nosso está envolvido: feito há pouco, com o prazo vencido, em espera ou aguardando. Para os outros, busque.",
    find: "Buscar qualquer atendimento",
    findHint: "O id, um link, o número de protocolo ou o telefone do cliente",
    findButton: "Buscar",
    filters: "Mostrar",
    all: "Todos",
    reason: {
      parked: "Retido",
      waiting: "Aguardando",
      due: "Prazo vencido",
      held: "Em espera",
      acted: "Feito há pouco",
    },
    reasons: {
      parked: "Retidos",
      waiting: "Aguardando",
      due: "Prazo vencido",
      held: "Em espera",
      acted: "Feitos há pouco",
    },
    pending: {
      work: "um comando está em andamento",
      message: "uma mensagem está a caminho",
      outcome: "um resultado ainda vai ser publicado",
      warning: "avisado, aguarda o encerramento",
    },
    caption: "Atendimentos em que algo nosso está envolvido; o que alguém precisa olhar vem antes",
    heads: {
      session: "Atendimento",
      why: "Por que está aqui",
      who: "Com quem está, quem espera",
      last: "O que foi feito por último",
      next: "O que vem depois",
    },
    empty: "Nada foi feito no último dia, e nada está com o prazo vencido, em espera ou aguardando.",
    emptyFilter: "Nenhum está aqui por isto.",
    contactWaits: "O cliente espera",
    weWait: "Nós esperamos",
    nobody: "Ninguém",
    noDepartment: "Sem departamento",
    gone: "Não está no WTS",
    andMore: (count) => `E mais ${count}.`,
    heldUntil: "até",
    unasked: "O WTS não foi consultado",
    queued: (count) =>
      count === 1
        ? "Um comando aguarda na fila; de qual atendimento é só se sabe quando for aplicado."
        : `${count} comandos aguardam na fila; de quais atendimentos são só se sabe quando forem aplicados.`,
    notLookedUp: "O WTS não respondeu; isto é o que os nossos registros dizem",
    beyondCalls: (count) =>
      count === 1 ? "Sobre um destes o WTS não foi consultado." : `Sobre ${count} destes o WTS não foi consultado.`,
    oldest: (looked, open) =>
      `O que está com o prazo vencido foi procurado entre os ${looked} mais antigos de ${open} atendimentos abertos.`,
    notWhole: "Foi feito mais do que se olha aqui.",
    more: (shown, total) => `São mostrados ${shown} de ${total}.`,
    back: "Todos os atendimentos",
    session: (name) => `Atendimento ${name}`,
    glance: {
      closed: "Por que foi encerrado",
      closedUnknown: "Está encerrado, e nenhum registro diz por quem",
      closedUnknownText: "Foi encerrado antes do começo dos nossos registros, ou nada nosso recebeu esse pedido.",
      closedElsewhere: "Não fomos nós que encerramos",
      closedElsewhereText: "Nenhum registro mostra o encerramento: foi uma pessoa no WTS ou outro programa.",
      open: "Está aberto",
      next: "O que vem depois",
      gone: "O WTS não tem este atendimento nesta conta",
      goneText: "Foi removido de lá, ou é de outra conta. O que registramos dele está abaixo.",
      unasked: "O WTS não foi consultado",
    },
    facts: {
      status: "Situação",
      department: "Departamento",
      person: "Pessoa",
      contact: "Cliente",
      number: "Protocolo",
      created: "Começou",
      closed: "Encerrado",
      contactWrote: "O cliente escreveu por último",
      weWrote: "Nós escrevemos por último",
      held: "Em espera até",
      id: "Id",
    },
    statuses: {
      STARTED: "Iniciado",
      PENDING: "Na fila",
      IN_PROGRESS: "Em andamento",
      COMPLETED: "Encerrado",
      HIDDEN: "Oculto",
    },
    now: "Como está",
    story: "O que aconteceu",
    storyEmpty: "Nada está registrado: em 90 dias ninguém pediu nada, e nada foi feito.",
    earlier: (count) => (count === 1 ? "Mostrar o que veio antes" : `Mostrar ${count} registros anteriores`),
    details: "Códigos e ids",
    detailHeads: {
      codes: "Códigos",
      command: "Comando",
      delivery: "Entrega",
      run: "Execução",
      event: "Evento",
      chain: "Sequência",
      from: "Veio de",
      policy: "Regra",
      all: "Tudo o que está registrado",
    },
    others: "Outros atendimentos encontrados assim",
    seeParked: "Ver o que está retido",
    actions: "O que fazer com este atendimento",
    whoWould: "Quem receberia",
    noRun: {
      paused: "A conta está pausada: o encerramento automático não faz nada.",
      busy: "Uma execução do encerramento automático está em andamento.",
      stopped: "Uma execução do encerramento automático parou, e nenhuma começa antes que alguém olhe.",
      "no-policy": "Nenhuma regra do encerramento automático pode agir.",
    },
    seeRuns: "Ver as execuções",
    seeRun: "Ver a execução",
    standing: {
      elsewhere: "Mudou por fora",
      undo: "Desfazer",
      undoOpens: "Foi uma execução que encerrou. Desfazer essa execução reabre o atendimento, como estava antes.",
      seeUndo: "Ir à execução, e desfazer lá",
    },
    follows: {
      close: "Se ninguém escrever, será encerrado então.",
      warn: "Se ninguém escrever, o cliente será avisado então.",
    },
    hold: {
      button: "Pôr em espera",
      title: "Pôr este atendimento em espera?",
      doIt: "Pôr em espera",
      done: "Está em espera.",
      nothing: "Já está em espera até lá.",
      until: "Até",
      untilHint: "Como amanhã 09:00, segunda 9h, 30/11 14:00 ou 2 dias úteis",
      quickLabel: "Sugestões",
      quick: [
        ["Amanhã 09:00", "amanhã 09:00"],
        ["Segunda 09:00", "segunda 9h"],
        ["Em 2 dias úteis", "2 dias úteis"],
      ],
    },
    release: {
      button: "Tirar da espera",
      title: "Tirar da espera?",
      doIt: "Tirar da espera",
      done: "Não está mais em espera.",
      nothing: "Nada o deixa em espera.",
    },
    complete: {
      button: "Encerrar",
      title: "Encerrar este atendimento?",
      doIt: "Encerrar",
      done: "Está encerrado.",
      farewell: "Um texto para o cliente, antes de encerrar",
      farewellHint: "Deixe vazio para não dizer nada. Quem pediu silêncio não recebe.",
      nothing: "Já está encerrado.",
    },
    route: {
      button: "Transferir",
      title: "Transferir este atendimento?",
      doIt: "Transferir",
      done: "Foi transferido.",
      to: "Para quem",
      byPolicy: "Como as regras decidirem",
      department: "Departamento",
      person: "Pessoa",
      policy: "Regra que decide",
      anyDepartment: "Qualquer um que sirva",
      anyPerson: "Quem servir",
      anyPolicy: "A primeira que servir",
      nothing: "Fica onde está.",
      decided: "Na história ficará assim",
      otherwise: "Por que mais ninguém",
    },
    why: "Por quê",
    whyNote: "A equipe lê isto em uma nota interna do atendimento.",
    onlyIfSame:
      "Só é feito se o atendimento ainda estiver como aqui: se o cliente escrever enquanto isso, nada acontece.",
  },
};
