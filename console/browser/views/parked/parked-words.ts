// The words of the views of what is parked.
import type { Wording } from "../../words/use-words.ts";

interface ParkedWords {
  intro: string;
  empty: string;
  isBeingRead: string;
  noneFits: string;
  caption: string;
  heads: { what: string; reason: string; at: string; source: string; session: string; actions: string };
  allReasons: string;
  allSources: string;
  reason: string;
  source: string;
  counted(value: string, count: number): string;
  /** The commands that are shown, of all. */
  shown(shown: number, all: number): string;
  more: string;
  times(count: number): string;
  message: string;
  clear: string;
  replay: string;
  discard: string;
  replayTitle(count: number): string;
  discardTitle(count: number): string;
  why: string;
  whyHint: string;
  replayed(count: number): string;
  kept(count: number): string;
  discarded(count: number): string;
  would: { replay: string; keep: string };
  hows: Readonly<Record<"command" | "event" | "delivery", string>>;
  doneTogether(count: number): string;
  back: string;
  facts: {
    parkedAt: string;
    queue: string;
    queues: Readonly<Record<string, string>>;
    door: string;
    doors: Readonly<Record<string, string>>;
    source: string;
    account: string;
    session: string;
    command: string;
    commandId: string;
    delivery: string;
    attempt: string;
    replay: string;
  };
  recorded: string;
  issues: string;
  allOfIt: string;
  whatToDo: string;
  came: string;
  masked: string;
  reveal: string;
  hide: string;
  mapping: string;
  mappingIntro: string;
  mappingProblem: string;
  mappingAsks(hosts: string): string;
  plan: { caption: string; command: string; before: string; now: string; will: string; empty: string };
  before: Readonly<Record<string, string>>;
  will: Readonly<Record<"skip" | "apply" | "nothing", string>>;
  partOf(index: number): string;
  notYielded: string;
  notFound: string;
}

const plural = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export const parkedWords: Wording<ParkedWords> = {
  en: {
    intro: "What could not be applied waits here until somebody has looked. Nothing is lost meanwhile.",
    empty: "Nothing is parked. What could not be applied would wait here.",
    isBeingRead: "Something is parked, and somebody else is reading it now: read again in half a minute.",
    noneFits: "Nothing that is parked fits the filters.",
    caption: "What is parked, the newest first",
    heads: { what: "What", reason: "Why", at: "When", source: "From", session: "Session", actions: "Do" },
    allReasons: "All reasons",
    allSources: "All sources",
    reason: "Reason",
    source: "Source",
    counted: (value, count) => `${value} (${count})`,
    shown: (shown, all) => (shown === all ? `${all} parked.` : `${shown} of ${all} parked.`),
    more: "There may be more: others show when some of these are gone.",
    times: (count) => `came ${count} times`,
    message: "message",
    clear: "Choose none",
    replay: "Replay",
    discard: "Discard",
    replayTitle: (count) => (count === 1 ? "Do it again?" : `Do these ${count} again?`),
    discardTitle: (count) =>
      count === 1 ? "Take it away without doing it?" : `Take these ${count} away without doing them?`,
    why: "Why",
    whyHint: "Whoever looks for it later reads this.",
    replayed: (count) => (count === 1 ? "It is being done again." : `${count} are being done again.`),
    kept: (count) => `${plural(count, "was", "were")} kept; nothing of it was lost.`,
    discarded: (count) => (count === 1 ? "It was taken away." : `${count} were taken away.`),
    would: { replay: "will be done again", keep: "stays here" },
    hows: {
      command: "as the command that it was",
      event: "as the event that it was",
      delivery: "from its delivery, with the mapping that runs",
    },
    doneTogether: (count) => `${count} messages of the same command go together.`,
    back: "All that is parked",
    facts: {
      parkedAt: "Parked",
      queue: "Lies in",
      queues: { parked: "the parked queue", "commands-dead": "the dead-letter queue of the commands" },
      door: "Came by",
      doors: {
        webhook: "webhook",
        http: "HTTP",
        event: "event",
        schedule: "schedule",
        queue: "queue",
        cli: "command line",
      },
      source: "Source",
      account: "Account",
      session: "Session",
      command: "Command",
      commandId: "Command id",
      delivery: "Delivery",
      attempt: "Attempts before",
      replay: "Replayed",
    },
    recorded: "As it was recorded",
    issues: "What is wrong with it",
    allOfIt: "all of it",
    whatToDo: "What to do",
    came: "What came",
    masked: "Texts and phone numbers are hidden.",
    reveal: "Show them",
    hide: "Hide them again",
    mapping: "What today's mapping makes of it",
    mappingIntro:
      "By hooks.config.ts as it stands now. A replay uses the mapping that runs: after an edit it has to be built first.",
    mappingProblem: "It would be parked again:",
    mappingAsks: (hosts) => `A replay asks ${hosts} first, and what it becomes shows only then.`,
    plan: {
      caption: "Each command of the delivery, before and now",
      command: "Command",
      before: "Before",
      now: "By today's mapping",
      will: "A replay",
      empty: "Today's mapping makes nothing of it.",
    },
    before: {
      none: "never begun",
      begun: "begun",
      applied: "applied",
      "applied in part": "applied in part",
      rejected: "refused",
      ignored: "ignored",
    },
    will: { skip: "skips it: it was applied", apply: "does it again", nothing: "does nothing of it" },
    partOf: (index) => `one session's part of command ${index}`,
    notYielded: "not yielded any more",
    notFound: "It is not parked any more: it was replayed or discarded, or somebody is reading it right now.",
  },
  "pt-BR": {
    intro: "O que não pôde ser aplicado espera aqui até alguém olhar. Enquanto isso, nada se perde.",
    empty: "Nada está retido. O que não pudesse ser aplicado esperaria aqui.",
    isBeingRead: "Há algo retido, que outra pessoa está lendo agora: leia de novo em meio minuto.",
    noneFits: "Nada do que está retido combina com os filtros.",
    caption: "O que está retido, o mais novo primeiro",
    heads: { what: "O quê", reason: "Por quê", at: "Quando", source: "De", session: "Atendimento", actions: "Ações" },
    allReasons: "Todos os motivos",
    allSources: "Todas as fontes",
    reason: "Motivo",
    source: "Fonte",
    counted: (value, count) => `${value} (${count})`,
    shown: (shown, all) =>
      shown === all ? `${plural(all, "retido", "retidos")}.` : `${shown} de ${plural(all, "retido", "retidos")}.`,
    more: "Pode haver mais: outros aparecem quando alguns destes saírem.",
    times: (count) => `chegou ${count} vezes`,
    message: "mensagem",
    clear: "Desmarcar tudo",
    replay: "Reprocessar",
    discard: "Descartar",
    replayTitle: (count) => (count === 1 ? "Fazer de novo?" : `Fazer estes ${count} de novo?`),
    discardTitle: (count) => (count === 1 ? "Tirar daqui sem fazer?" : `Tirar estes ${count} daqui sem fazer?`),
    why: "Por quê",
    whyHint: "Quem procurar depois lê isto.",
    replayed: (count) => (count === 1 ? "Está sendo feito de novo." : `${count} estão sendo feitos de novo.`),
    kept: (count) => `${plural(count, "ficou retido", "ficaram retidos")}; nada se perdeu.`,
    discarded: (count) => (count === 1 ? "Foi tirado daqui." : `${count} foram tirados daqui.`),
    would: { replay: "será feito de novo", keep: "fica aqui" },
    hows: {
      command: "como o comando que era",
      event: "como o evento que era",
      delivery: "a partir da entrega, com o mapeamento que está rodando",
    },
    doneTogether: (count) => `As ${count} mensagens do mesmo comando vão juntas.`,
    back: "Tudo o que está retido",
    facts: {
      parkedAt: "Retido em",
      queue: "Está em",
      queues: { parked: "fila dos retidos", "commands-dead": "fila morta dos comandos" },
      door: "Chegou por",
      doors: {
        webhook: "webhook",
        http: "HTTP",
        event: "evento",
        schedule: "agenda",
        queue: "fila",
        cli: "linha de comando",
      },
      source: "Fonte",
      account: "Conta",
      session: "Atendimento",
      command: "Comando",
      commandId: "Id do comando",
      delivery: "Entrega",
      attempt: "Tentativas antes",
      replay: "Reprocessado",
    },
    recorded: "Como foi registrado",
    issues: "O que há de errado",
    allOfIt: "tudo",
    whatToDo: "O que fazer",
    came: "O que chegou",
    masked: "Textos e telefones estão ocultos.",
    reveal: "Mostrar",
    hide: "Ocultar de novo",
    mapping: "O que o mapeamento de hoje faz disso",
    mappingIntro:
      "Pelo hooks.config.ts como está agora. Reprocessar usa o mapeamento que está rodando: depois de uma edição, é preciso montar de novo antes.",
    mappingProblem: "Ficaria retido de novo:",
    mappingAsks: (hosts) => `Reprocessar pergunta antes a ${hosts}, e só então se vê no que dá.`,
    plan: {
      caption: "Cada comando da entrega, antes e agora",
      command: "Comando",
      before: "Antes",
      now: "Pelo mapeamento de hoje",
      will: "Reprocessar",
      empty: "O mapeamento de hoje não faz nada disso.",
    },
    before: {
      none: "nunca começou",
      begun: "começou",
      applied: "aplicado",
      "applied in part": "aplicado em parte",
      rejected: "recusado",
      ignored: "ignorado",
    },
    will: { skip: "pula: já foi aplicado", apply: "faz de novo", nothing: "não faz nada disso" },
    partOf: (index) => `parte de um atendimento do comando ${index}`,
    notYielded: "não sai mais",
    notFound: "Não está mais retido: foi reprocessado ou descartado, ou alguém está lendo agora.",
  },
};
