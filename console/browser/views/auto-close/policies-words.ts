// The words of the policies of auto-close, and of what can be done with one.
import { criterionNames } from "../../../../lib/core/texts/criterion-names.ts";
import type { Language } from "../../../../lib/core/texts/language.ts";
import type { Wording } from "../../words/use-words.ts";

interface PoliciesWords {
  none: string;
  standing: string;
  nextRun: string;
  lastRun: string;
  noLastRun: string;
  next: Readonly<Record<"under-way" | "paused" | "stopped" | "no-policy", string>>;
  switchedOff(account: string): string;
  about: string;
  closes: string;
  confirmed: string;
  neverConfirmed: string;
  pausedBy: string;
  resumedBy: string;
  seenIn: string;
  notSeen: string;
  /** Above what changed since it was confirmed. */
  changedMore: string;
  changedLess: string;
  notKnown: string;
  howToGoOn: string;
  preview: string;
  confirm: string;
  pause: string;
  resume: string;
  runNow: string;
  pauseAccount: string;
  resumeAccount: string;
  titles: {
    confirm(policy: string): string;
    pause(policy: string): string;
    resume(policy: string): string;
    run: string;
    pauseAccount(account: string): string;
    resumeAccount(account: string): string;
  };
  confirmFirst: string;
  confirmSame: string;
  confirmNotShown: string;
  confirmShown: string;
  confirmNobody: string;
  actsFromNextRun: string;
  actsOnceBuilt: string;
  pauseMeans: string;
  resumeMeans: string;
  pauseAccountMeans: string;
  resumeAccountMeans: string;
  isSo: string;
  wasSwitched: string;
  runMeans: string;
  runNothing: string;
  done: {
    confirmed(policy: string): string;
    confirmedUnbuilt(policy: string): string;
    paused(policy: string): string;
    resumed(policy: string): string;
    ran: string;
    accountPaused: string;
    accountResumed: string;
  };
  isStale(file: string): string;
  staleMeans: string;
  rebuild: string;
  rebuildTitle: string;
  rebuildMeans: string;
  rebuilt: string;
  onStage: string;
  yes: string;
  no: string;
  units: Readonly<Record<string, string>>;
}

export const policiesWords: Wording<PoliciesWords> = {
  en: {
    none: "hooks.config.ts has no policy for this account. `npm run hooks -- new policy close-idle` writes one.",
    standing: "How it stands",
    nextRun: "Next run",
    lastRun: "Last run",
    noLastRun: "none yet",
    next: {
      "under-way": "one is under way",
      paused: "none: the account is paused",
      stopped: "none: a run stopped, and somebody has to look at it",
      "no-policy": "none: no policy may act",
    },
    switchedOff: (account) =>
      `Everything of account ${account} is paused: no command is applied, no session warned or closed.`,
    about: "About",
    closes: "Closes after",
    confirmed: "Confirmed by",
    neverConfirmed: "nobody yet",
    pausedBy: "Paused by",
    resumedBy: "Resumed by",
    seenIn: "Shown by run",
    notSeen: "No run has shown yet what it would do.",
    changedMore:
      "Changed since it was confirmed: it may close more, or sooner. It acts only when somebody confirms it.",
    changedLess: "Changed since it was confirmed: it closes no more and nothing sooner, so it goes on acting.",
    notKnown: "It was confirmed by an earlier version, which did not write down what.",
    howToGoOn: "Look at the preview first, then confirm it.",
    preview: "Preview",
    confirm: "Confirm …",
    pause: "Pause …",
    resume: "Resume …",
    runNow: "Run now …",
    pauseAccount: "Pause the account …",
    resumeAccount: "Resume the account …",
    titles: {
      confirm: (policy) => `Let ${policy} act?`,
      pause: (policy) => `Pause ${policy}?`,
      resume: (policy) => `Resume ${policy}?`,
      run: "Begin a run now?",
      pauseAccount: (account) => `Pause everything of account ${account}?`,
      resumeAccount: (account) => `Resume account ${account}?`,
    },
    confirmFirst: "It has not been confirmed before, or not in a way that could be compared.",
    confirmSame: "It is what was confirmed before: nothing has changed.",
    confirmNotShown: "No run has shown it yet. Confirm it only if you have looked at its preview.",
    confirmShown: "What the run that has shown it came to, of all policies:",
    confirmNobody: "That run found nobody to warn or close.",
    actsFromNextRun: "It warns and closes from its next run on.",
    actsOnceBuilt: "What runs here still goes by the old file: also build it again, or nothing of this is done.",
    pauseMeans: "It warns and closes nobody, from within a few seconds on. Its sessions go to no other policy.",
    resumeMeans: "From the next run on it is:",
    pauseAccountMeans:
      "No queued command is applied, and no session is warned, closed or moved. What comes in waits in the queue, for days if need be.",
    resumeAccountMeans: "What waits in the queue is applied again, in its order, and runs go on.",
    isSo: "It is so already.",
    wasSwitched: "Last switched by",
    runMeans: "What this run would do, under the same limits as the schedule's:",
    runNothing: "It would do nothing.",
    done: {
      confirmed: (policy) => `${policy} is confirmed: it acts from its next run on.`,
      confirmedUnbuilt: (policy) => `${policy} is confirmed. It acts once what runs here is built again.`,
      paused: (policy) => `${policy} is paused.`,
      resumed: (policy) => `${policy} is resumed.`,
      ran: "The run is over.",
      accountPaused: "The account is paused.",
      accountResumed: "The account goes on.",
    },
    isStale: (file) => `${file} was edited after what runs here was built.`,
    staleMeans: "What you see is the file as it is now. The runs that the schedule begins still go by the old one.",
    rebuild: "Build again …",
    rebuildTitle: "Build what runs here with the file as it is now?",
    rebuildMeans: "It takes some seconds. Records, conversations and the clock stay as they are.",
    rebuilt: "What runs here goes by the file as it is now.",
    onStage: "What is deployed goes by the configuration with which it was deployed: deploy this one, too.",
    yes: "yes",
    no: "no",
    units: { minutes: "minutes", hours: "hours", days: "days" },
  },
  "pt-BR": {
    none: "O hooks.config.ts não tem regra para esta conta. `npm run hooks -- new policy close-idle` escreve uma.",
    standing: "Como está",
    nextRun: "Próxima execução",
    lastRun: "Última execução",
    noLastRun: "ainda nenhuma",
    next: {
      "under-way": "uma está em andamento",
      paused: "nenhuma: a conta está pausada",
      stopped: "nenhuma: uma execução parou, e alguém precisa olhar",
      "no-policy": "nenhuma: nenhuma regra pode agir",
    },
    switchedOff: (account) =>
      `Tudo da conta ${account} está pausado: nenhum comando é aplicado, nenhum atendimento avisado ou encerrado.`,
    about: "Trata de",
    closes: "Encerra depois de",
    confirmed: "Confirmada por",
    neverConfirmed: "ninguém ainda",
    pausedBy: "Pausada por",
    resumedBy: "Liberada por",
    seenIn: "Mostrada pela execução",
    notSeen: "Nenhuma execução mostrou ainda o que ela faria.",
    changedMore: "Mudou desde que foi confirmada: pode encerrar mais, ou mais cedo. Só age quando alguém confirmar.",
    changedLess: "Mudou desde que foi confirmada: não encerra mais nem mais cedo, por isso continua agindo.",
    notKnown: "Foi confirmada por uma versão anterior, que não anotou o quê.",
    howToGoOn: "Olhe primeiro a simulação, depois confirme.",
    preview: "Simular",
    confirm: "Confirmar …",
    pause: "Pausar …",
    resume: "Liberar …",
    runNow: "Executar agora …",
    pauseAccount: "Pausar a conta …",
    resumeAccount: "Liberar a conta …",
    titles: {
      confirm: (policy) => `Deixar ${policy} agir?`,
      pause: (policy) => `Pausar ${policy}?`,
      resume: (policy) => `Liberar ${policy}?`,
      run: "Começar uma execução agora?",
      pauseAccount: (account) => `Pausar tudo da conta ${account}?`,
      resumeAccount: (account) => `Liberar a conta ${account}?`,
    },
    confirmFirst: "Ela ainda não foi confirmada, ou não de um jeito que se possa comparar.",
    confirmSame: "É o que já foi confirmado: nada mudou.",
    confirmNotShown: "Nenhuma execução a mostrou ainda. Confirme só se você olhou a simulação.",
    confirmShown: "No que deu a execução que a mostrou, de todas as regras:",
    confirmNobody: "Aquela execução não achou ninguém para avisar ou encerrar.",
    actsFromNextRun: "Ela avisa e encerra a partir da próxima execução.",
    actsOnceBuilt:
      "O que roda aqui ainda segue o arquivo antigo: aplique também o arquivo novo, senão nada disto é feito.",
    pauseMeans:
      "Em poucos segundos ela não avisa nem encerra mais ninguém. Os atendimentos dela não vão para outra regra.",
    resumeMeans: "A partir da próxima execução, ela:",
    pauseAccountMeans:
      "Nenhum comando da fila é aplicado, nenhum atendimento é avisado, encerrado ou transferido. O que chega espera na fila, por dias se preciso.",
    resumeAccountMeans: "O que espera na fila volta a ser aplicado, em ordem, e as execuções continuam.",
    isSo: "Já está assim.",
    wasSwitched: "Última troca por",
    runMeans: "O que esta execução faria, com os mesmos limites da agenda:",
    runNothing: "Ela não faria nada.",
    done: {
      confirmed: (policy) => `${policy} está confirmada: age a partir da próxima execução.`,
      confirmedUnbuilt: (policy) => `${policy} está confirmada. Ela age depois que o arquivo novo for aplicado.`,
      paused: (policy) => `${policy} está pausada.`,
      resumed: (policy) => `${policy} está liberada.`,
      ran: "A execução terminou.",
      accountPaused: "A conta está pausada.",
      accountResumed: "A conta continua.",
    },
    isStale: (file) => `${file} mudou, e o que roda aqui ainda segue o antigo.`,
    staleMeans:
      "O que se vê é o arquivo como está agora. Até você aplicar o arquivo novo, as execuções seguem o antigo.",
    rebuild: "Aplicar o arquivo novo …",
    rebuildTitle: "Pôr o que roda aqui a seguir o arquivo como está agora?",
    rebuildMeans: "Leva alguns segundos. Registros, conversas e o relógio ficam como estão.",
    rebuilt: "O que roda aqui segue o arquivo como está agora.",
    onStage: "O que está implantado segue a configuração com que foi implantado: implante esta também.",
    yes: "sim",
    no: "não",
    units: { minutes: "minutos", hours: "horas", days: "dias" },
  },
};

const paths: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    idle: "silence",
    "idle.since": "silence counted from",
    "idle.clock": "silence counted by",
    warning: "warning",
    "warning.grace": "time to answer the warning",
    waitingOn: "whose turn it may be",
    answersThatDoNotCount: "answers that do not count",
    courtesyReplies: "thanks count as no question",
    hours: "business hours",
    onlyInHours: "only in business hours",
    whenUnsendable: "where WhatsApp's window is closed",
    "close.farewell": "farewell",
    "close.reactivateOnNewMessage": "the contact's next message opens it again",
    "close.stopBotInExecution": "stops a bot",
    earlier: "the policies before it",
    timeZone: "time zone",
    match: "about",
    except: "except",
  },
  "pt-BR": {
    idle: "silêncio",
    "idle.since": "silêncio contado desde",
    "idle.clock": "silêncio contado em",
    warning: "aviso",
    "warning.grace": "prazo para responder ao aviso",
    waitingOn: "de quem pode ser a vez",
    answersThatDoNotCount: "respostas que não contam",
    courtesyReplies: "agradecimento não conta como pergunta",
    hours: "horário de atendimento",
    onlyInHours: "só no horário de atendimento",
    whenUnsendable: "com a janela do WhatsApp fechada",
    "close.farewell": "despedida",
    "close.reactivateOnNewMessage": "a próxima mensagem do cliente reabre",
    "close.stopBotInExecution": "para o robô",
    earlier: "as regras antes dela",
    timeZone: "fuso",
    match: "trata de",
    except: "menos",
  },
};

/** What a property of a policy is, in words; what has none here is named as in hooks.config.ts. */
export const pathWords = (path: string, language: Language): string => {
  const known = paths[language];
  const unit = /^(.*)\.(minutes|hours|days)$/.exec(path);
  const of = unit?.[1] ?? path;
  const [first = "", criterion = ""] = of.split(".");
  const criteria: Readonly<Record<string, string>> = criterionNames[language];
  const named =
    (first === "match" || first === "except") && Object.hasOwn(criteria, criterion)
      ? `${known[first]} ${criteria[criterion]}`
      : Object.hasOwn(known, of)
        ? known[of]
        : of;
  return unit && of !== "hours" ? `${named} (${policiesWords[language].units[unit[2] ?? ""]})` : (named ?? path);
};
