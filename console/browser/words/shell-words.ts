// The words that every view has around it.
import type { CommandError } from "../../server/run-command.ts";
import type { Wording } from "./use-words.ts";

interface ShellWords {
  product: string;
  views: {
    sessions: string;
    autoClose: string;
    routing: string;
    parked: string;
    activity: string;
    local: string;
  };
  skip: string;
  navigation: string;
  account: string;
  language: string;
  languageNames: { en: string; "pt-BR": string };
  theme: string;
  themes: { system: string; light: string; dark: string };
  /** As every command names it. */
  place(name: string): string;
  standIn: string;
  loading: string;
  soFar(done: number, total: number | undefined): string;
  asOf(time: string): string;
  refresh: string;
  said: string;
  failed: string;
  errors: Readonly<Partial<Record<CommandError["code"], string>>>;
  broken: string;
  tryAgain: string;
  notFound: string;
  copy: string;
  copied: string;
  showAll(characters: number): string;
  showLess: string;
  cancel: string;
  close: string;
  before: string;
  after: string;
  nothing: string;
  changedMeanwhile: string;
  doing: string;
  lookingFirst: string;
  enter: { title: string; text: string; used: string; how: string };
  gone: { title: string; text: string };
  choose: string;
  chooseAll: string;
  chosen(count: number): string;
  configProblem: string;
  configRemedy: string;
}

export const shellWords: Wording<ShellWords> = {
  en: {
    product: "wts-session-hooks",
    views: {
      sessions: "Sessions",
      autoClose: "Auto-close",
      routing: "Routing",
      parked: "Parked",
      activity: "Activity",
      local: "This machine",
    },
    skip: "Skip to the content",
    navigation: "Views",
    account: "Account",
    language: "Language",
    languageNames: { en: "English", "pt-BR": "Português" },
    theme: "Appearance",
    themes: { system: "System", light: "Light", dark: "Dark" },
    place: (name) => (name === "the local stack" ? "On this machine" : name),
    standIn: "Try-out: nothing here reaches a customer",
    loading: "Reading …",
    soFar: (done, total) => (total === undefined ? `${done} so far` : `${done} of ${total}`),
    asOf: (time) => `as of ${time}`,
    refresh: "Read again",
    said: "The command also said",
    failed: "This could not be read",
    errors: {
      NOTHING_RUNS: "Nothing runs here any more: `npm start` brings it back.",
      CONFIG_INVALID: "hooks.config.ts cannot be read as it stands now.",
      NOT_FOUND: "There is nothing of this name here.",
      SESSION_NOT_FOUND: "WTS has no such session.",
      WTS_UNAVAILABLE: "WTS does not answer as it should: try again in a moment.",
      SESSION_NOT_OPEN: "The session is not open any more.",
      EXPECTATION_NOT_MET: "The session has changed meanwhile: nothing was done.",
      NOT_ROUTED: "No policy gives it to anybody now.",
      SESSION_BUSY: "Something is at work on the session: nothing was done, try again in a moment.",
    },
    broken: "This view has a defect and cannot be shown",
    tryAgain: "Try again",
    notFound: "There is no such view",
    copy: "Copy",
    copied: "Copied",
    showAll: (characters) => `Show all ${characters.toLocaleString("en")} characters`,
    showLess: "Show less",
    cancel: "Cancel",
    close: "Close",
    before: "before",
    after: "after",
    nothing: "nothing",
    changedMeanwhile: "It changed while you looked: nothing was done. This is how it is now.",
    doing: "Doing it …",
    lookingFirst: "Looking what it would do …",
    enter: {
      title: "This page needs its own address",
      text: "The console lets in one browser for each address that it prints, so that no other page and no other person on this machine can use it.",
      used: "This address was used before, or the console was started anew since.",
      how: "Look where `npm start` runs for the line “Console”, or type `npm run hooks -- console`, and open the address that it prints.",
    },
    gone: {
      title: "The console does not answer",
      text: "It was stopped, or this machine slept. The page goes on by itself once it is back; what you see is of before.",
    },
    choose: "Choose",
    chooseAll: "Choose all",
    chosen: (count) => `${count} chosen`,
    configProblem: "hooks.config.ts cannot be read at the moment:",
    configRemedy:
      "Look at the line that is named, and the one above: mostly a comma, quotes or a bracket is missing, or a word is misspelt. Mend it and save; what runs goes on by the file as it was.",
  },
  "pt-BR": {
    product: "wts-session-hooks",
    views: {
      sessions: "Atendimentos",
      autoClose: "Encerramento automático",
      routing: "Distribuição",
      parked: "Retidos",
      activity: "Atividade",
      local: "Esta máquina",
    },
    skip: "Ir para o conteúdo",
    navigation: "Telas",
    account: "Conta",
    language: "Idioma",
    languageNames: { en: "English", "pt-BR": "Português" },
    theme: "Aparência",
    themes: { system: "Sistema", light: "Clara", dark: "Escura" },
    place: (name) => (name === "the local stack" ? "Nesta máquina" : name.replace(/^(stage \S+) in /, "$1 em ")),
    standIn: "Ambiente de teste: nada daqui chega a um cliente",
    loading: "Lendo …",
    soFar: (done, total) => (total === undefined ? `${done} até agora` : `${done} de ${total}`),
    asOf: (time) => `lido às ${time}`,
    refresh: "Ler de novo",
    said: "O comando também disse",
    failed: "Não foi possível ler",
    errors: {
      NOTHING_RUNS: "Nada está rodando aqui: `npm start` traz de volta.",
      CONFIG_INVALID: "O hooks.config.ts não pode ser lido como está agora.",
      NOT_FOUND: "Não há nada com este nome aqui.",
      SESSION_NOT_FOUND: "O WTS não tem este atendimento.",
      WTS_UNAVAILABLE: "O WTS não responde como deveria: tente de novo daqui a pouco.",
      SESSION_NOT_OPEN: "O atendimento não está mais aberto.",
      EXPECTATION_NOT_MET: "O atendimento mudou enquanto isso: nada foi feito.",
      NOT_ROUTED: "Nenhuma regra o entrega a alguém agora.",
      SESSION_BUSY: "Algo está em andamento no atendimento: nada foi feito, tente de novo daqui a pouco.",
    },
    broken: "Esta tela tem um defeito e não pode ser mostrada",
    tryAgain: "Tentar de novo",
    notFound: "Esta tela não existe",
    copy: "Copiar",
    copied: "Copiado",
    showAll: (characters) => `Mostrar todos os ${characters.toLocaleString("pt-BR")} caracteres`,
    showLess: "Mostrar menos",
    cancel: "Cancelar",
    close: "Fechar",
    before: "antes",
    after: "depois",
    nothing: "nada",
    changedMeanwhile: "Mudou enquanto você olhava: nada foi feito. Agora está assim.",
    doing: "Fazendo …",
    lookingFirst: "Vendo o que aconteceria …",
    enter: {
      title: "Esta página precisa do endereço dela",
      text: "O console deixa entrar um navegador por endereço que imprime, para que nenhuma outra página e nenhuma outra pessoa nesta máquina possa usá-lo.",
      used: "Este endereço já foi usado, ou o console foi iniciado de novo depois.",
      how: "Procure a linha “Console” onde o `npm start` está rodando, ou digite `npm run hooks -- console`, e abra o endereço impresso.",
    },
    gone: {
      title: "O console não responde",
      text: "Ele foi encerrado, ou a máquina dormiu. A página continua sozinha quando ele voltar; o que se vê é de antes.",
    },
    choose: "Escolher",
    chooseAll: "Escolher todos",
    chosen: (count) => (count === 1 ? "1 escolhido" : `${count} escolhidos`),
    configProblem: "O hooks.config.ts não pode ser lido no momento:",
    configRemedy:
      "Olhe a linha citada e a de cima: quase sempre falta uma vírgula, aspas ou uma chave, ou uma palavra está escrita errado. Corrija e salve; o que roda continua com o arquivo de antes.",
  },
};
