// The words of the view of this machine.
import type { Speaker } from "../../../../cli/local/choices.ts";
import type { Wording } from "../../words/use-words.ts";

interface LocalViewWords {
  tabs: { label: string; send: string; conversations: string; world: string };
  noStandIn: string;
  send: {
    intro: string;
    noSources: string;
    source: string;
    verifiedBy: string;
    observes: string;
    noSecret(source: string): string;
    sample: string;
    noSample(source: string): string;
    around: string;
    method: string;
    query: string;
    noText: string;
    body: string;
    edited: string;
    asItIs: string;
    send: string;
    sending: string;
    explain: string;
    undo: string;
    result: string;
    taken: string;
    refused: string;
    waits: string;
    parked: string;
    nothing: string;
    toLog: string;
    explained: string;
  };
  conversations: {
    intro: string;
    title: string;
    find: string;
    some(shown: number, total: number): string;
    empty: string;
    heads: { contact: string; session: string; status: string; who: string; waits: string };
    waits: Readonly<Record<"contact" | "us", string>>;
  };
  say: {
    title: string;
    choose: string;
    chooseOne: string;
    in: string;
    isNew: string;
    name: string;
    nameHint: string;
    as: string;
    speakers: Readonly<Record<Speaker, string>>;
    agent: string;
    agentHint: string;
    whoHasIt: string;
    text: string;
    send: string;
    said: string;
    begun: string;
  };
  people: {
    title: string;
    intro: string;
    empty: string;
    heads: { name: string; departments: string; presence: string; act: string };
    there: string;
    away: string;
    sendAway: string;
    bringBack: string;
    isThere: string;
    isAway: string;
  };
  world: { intro: string };
  clock: {
    title: string;
    intro: string;
    ahead(minutes: number): string;
    jumps: Readonly<Record<"+15min" | "+1h" | "+3h" | "+1d", string>>;
    to: string;
    toHint: string;
    move: string;
    moving: string;
    stepwise: string;
    ran(functions: readonly string[]): string;
  };
  faults: {
    title: string;
    intro: string;
    none: string;
    now: string;
    off: string;
    part: string;
    parts: Readonly<Record<"wts" | "sqs" | "dynamodb" | "eventbridge" | "secretsmanager", string>>;
    how: string;
    ways: Readonly<Record<string, string | undefined>>;
    times: string;
    timesHint: string;
    let: string;
    changed: string;
    fails(part: string, way: string, delayMs: number | undefined, times: number | undefined): string;
  };
  anew: {
    title: string;
    rebuildIntro: string;
    rebuild: string;
    rebuilding: string;
    rebuilt: string;
    resetIntro: string;
    reset: string;
    resetTitle: string;
    resetText: string;
    wasReset: string;
  };
}

/** Such as "1 d 3 h". */
const spanText = (minutes: number): string =>
  [
    [Math.floor(minutes / 1_440), "d"],
    [Math.floor(minutes / 60) % 24, "h"],
    [minutes % 60, "min"],
  ]
    .flatMap(([count, unit]) => (count === 0 ? [] : `${count} ${unit}`))
    .join(" ");

export const localWords: Wording<LocalViewWords> = {
  en: {
    tabs: {
      label: "Parts of this machine",
      send: "Send a webhook",
      conversations: "Conversations",
      world: "Time and failures",
    },
    noStandIn: "WTS is another than the stand-in here, and nothing is made up there: start without WTS_BASE_URL.",
    send: {
      intro:
        "Send a webhook as its sender would, signed with the source's secret, and see what comes of it. Edit it first, if you like.",
      noSources: "hooks.config.ts has no sources yet.",
      source: "Source",
      verifiedBy: "verified by",
      observes: "only observes",
      noSecret: (source) =>
        `${source} has no secret yet, so that nothing can be signed: add one to the secrets file, under sources.`,
      sample: "Sample",
      noSample: (source) => `${source} has no sample: write a body, or a file samples/${source}.json.`,
      around: "What goes with it",
      method: "Method",
      query: "Query",
      noText: "The body of this sample is no text: it can be sent as it is.",
      body: "Body",
      edited: "Edited: this is sent, with the sample's headers.",
      asItIs: "As it is in the sample.",
      send: "Send",
      sending: "Sending …",
      explain: "What would it become?",
      undo: "As in the sample",
      result: "What was answered",
      taken: "It was taken.",
      refused: "It was refused.",
      waits: "Waiting for a worker …",
      parked: "It is parked: see why",
      nothing: "There is no command for it: it was filtered out, only observed, or parked.",
      toLog: "The log of the functions says which.",
      explained: "What it would become",
    },
    conversations: {
      intro: "Invented conversations, which no customer sees. Write in one, and the functions hear of it as from WTS.",
      title: "Open conversations",
      find: "Contact or session",
      some: (shown, total) =>
        shown === total ? `${total} are open.` : `The newest ${shown} of ${total} that are open.`,
      empty: "No conversation is open.",
      heads: { contact: "Contact", session: "Session", status: "Status", who: "With", waits: "Who waits" },
      waits: { contact: "the contact", us: "the team" },
    },
    say: {
      title: "Write",
      choose: "Write here",
      chooseOne: "Choose a conversation below.",
      in: "In",
      isNew: "Somebody new begins a conversation",
      name: "Name or number",
      nameHint: "Such as Maria Souza, or +55 11 98765-4321",
      as: "As",
      speakers: { contact: "the contact", agent: "a person of the team", bot: "the bot", campaign: "a campaign" },
      agent: "Who answers",
      agentHint: "They have the session from then on.",
      whoHasIt: "who has it",
      text: "Text",
      send: "Write",
      said: "Written in",
      begun: "A session has begun:",
    },
    people: {
      title: "People",
      intro:
        "Who is away gets no session from a policy that looks at who is there. The functions see it within a minute.",
      empty: "There is nobody.",
      heads: { name: "Name", departments: "Departments", presence: "Now", act: "Do" },
      there: "there",
      away: "away",
      sendAway: "Send away",
      bringBack: "Bring back",
      isThere: "is there.",
      isAway: "is away.",
    },
    world: { intro: "Let time pass, let WTS or AWS fail, have an edit count, or begin anew." },
    clock: {
      title: "Time",
      intro:
        "Functions and conversations have one clock. It only goes forward; beginning anew makes it this machine's.",
      ahead: (minutes) => (minutes === 0 ? "as on this machine" : `${spanText(minutes)} ahead of this machine`),
      jumps: { "+15min": "15 minutes later", "+1h": "1 hour later", "+3h": "3 hours later", "+1d": "1 day later" },
      to: "To a time",
      toHint: "Such as +1d12h, 2026-12-01 09:00, or amanhã 09:00",
      move: "Move",
      moving: "Time passes …",
      stepwise: "In steps of 15 minutes, with what is due in each",
      ran: (functions) => (functions.length === 0 ? "Nothing was due." : `Called: ${functions.join(", ")}.`),
    },
    faults: {
      title: "Failures",
      intro: "Let WTS, or a part of AWS, fail as it fails in life, and see that nothing is lost.",
      none: "Nothing is made to fail.",
      now: "Made to fail now",
      off: "All well again",
      part: "What fails",
      parts: {
        wts: "WTS",
        sqs: "queues (SQS)",
        dynamodb: "records (DynamoDB)",
        eventbridge: "events (EventBridge)",
        secretsmanager: "secrets (Secrets Manager)",
      },
      how: "How",
      ways: {
        "500": "answers 500",
        "429": "answers 429, too many calls",
        "401": "answers 401, key refused",
        "404": "answers 404, not found",
        fail: "fails",
        hang: "never answers",
        reset: "breaks the connection",
        lost: "does it, and its answer is lost",
        slow: "is slow",
      },
      times: "So many calls",
      timesHint: "Empty: until it is well again",
      let: "Let it fail",
      changed: "So it is now.",
      fails: (part, way, delayMs, times) =>
        `${part} ${way}${delayMs === undefined ? "" : ` (${delayMs / 1_000} s)`}${times === undefined ? "" : `, ${times} more`}`,
    },
    anew: {
      title: "Build, and begin anew",
      rebuildIntro: "After an edit of hooks.config.ts or of a source: build again, and everything else stays as it is.",
      rebuild: "Have the edit count",
      rebuilding: "Building …",
      rebuilt: "What runs is built with the configuration as it is now.",
      resetIntro: "Conversations, records, queues, failures and clock as just after `npm start`.",
      reset: "Begin anew",
      resetTitle: "Make everything as it was at the start?",
      resetText:
        "All conversations, records, queues, failures and the clock of this machine's stack are as just after `npm start`. It cannot be taken back.",
      wasReset: "Everything is as it was at the start.",
    },
  },
  "pt-BR": {
    tabs: {
      label: "Partes desta máquina",
      send: "Enviar um webhook",
      conversations: "Conversas",
      world: "Tempo e falhas",
    },
    noStandIn: "Aqui o WTS não é o local, e nele nada se inventa: inicie sem WTS_BASE_URL.",
    send: {
      intro:
        "Envie um webhook como o remetente enviaria, assinado com o segredo da fonte, e veja no que dá. Mude antes, se quiser.",
      noSources: "O hooks.config.ts ainda não tem fontes.",
      source: "Fonte",
      verifiedBy: "verificada por",
      observes: "só observa",
      noSecret: (source) =>
        `${source} ainda não tem segredo, e nada pode ser assinado: inclua um no arquivo de segredos, em sources.`,
      sample: "Exemplo",
      noSample: (source) => `${source} não tem exemplo: escreva um corpo, ou um arquivo samples/${source}.json.`,
      around: "O que vai junto",
      method: "Método",
      query: "Consulta",
      noText: "O corpo deste exemplo não é texto: pode ser enviado como está.",
      body: "Corpo",
      edited: "Mudado: é isto que vai, com os cabeçalhos do exemplo.",
      asItIs: "Como está no exemplo.",
      send: "Enviar",
      sending: "Enviando …",
      explain: "No que daria?",
      undo: "Como no exemplo",
      result: "O que foi respondido",
      taken: "Foi recebido.",
      refused: "Foi recusado.",
      waits: "Esperando a vez na fila …",
      parked: "Ficou retido: veja por quê",
      nothing: "Não virou comando nenhum: o filtro descartou, a fonte só observa, ou ficou retido.",
      toLog: "O log das funções diz qual dos três.",
      explained: "No que daria",
    },
    conversations: {
      intro:
        "Conversas inventadas, que nenhum cliente vê. Escreva numa delas, e as funções ficam sabendo como pelo WTS.",
      title: "Conversas abertas",
      find: "Cliente ou atendimento",
      some: (shown, total) => (shown === total ? `${total} abertas.` : `As ${shown} mais novas das ${total} abertas.`),
      empty: "Nenhuma conversa está aberta.",
      heads: { contact: "Cliente", session: "Atendimento", status: "Situação", who: "Com", waits: "Quem espera" },
      waits: { contact: "o cliente", us: "a equipe" },
    },
    say: {
      title: "Escrever",
      choose: "Escrever aqui",
      chooseOne: "Escolha uma conversa abaixo.",
      in: "Em",
      isNew: "Uma pessoa nova começa uma conversa",
      name: "Nome ou número",
      nameHint: "Como Maria Souza, ou +55 11 98765-4321",
      as: "Como",
      speakers: { contact: "o cliente", agent: "alguém da equipe", bot: "o robô", campaign: "uma campanha" },
      agent: "Quem responde",
      agentHint: "O atendimento passa a ser dessa pessoa.",
      whoHasIt: "quem está com ele",
      text: "Texto",
      send: "Escrever",
      said: "Escrito em",
      begun: "Começou um atendimento:",
    },
    people: {
      title: "Pessoas",
      intro:
        "Quem está ausente não recebe atendimento de uma regra que olha quem está lá. As funções percebem em até um minuto.",
      empty: "Não há ninguém.",
      heads: { name: "Nome", departments: "Departamentos", presence: "Agora", act: "Fazer" },
      there: "disponível",
      away: "ausente",
      sendAway: "Fazer sair",
      bringBack: "Fazer voltar",
      isThere: "está disponível.",
      isAway: "está ausente.",
    },
    world: { intro: "Faça o tempo passar, o WTS ou a AWS falhar, uma mudança valer, ou comece tudo de novo." },
    clock: {
      title: "Tempo",
      intro:
        "As funções e as conversas têm um relógio só. Ele só anda para a frente; começar de novo o acerta por esta máquina.",
      ahead: (minutes) => (minutes === 0 ? "como nesta máquina" : `${spanText(minutes)} à frente desta máquina`),
      jumps: { "+15min": "15 minutos depois", "+1h": "1 hora depois", "+3h": "3 horas depois", "+1d": "1 dia depois" },
      to: "Até um horário",
      toHint: "Como +1d12h, 2026-12-01 09:00 ou amanhã 09:00",
      move: "Adiantar",
      moving: "O tempo está passando …",
      stepwise: "De 15 em 15 minutos, com o que está previsto em cada passo",
      ran: (functions) => (functions.length === 0 ? "Nada estava previsto." : `Chamadas: ${functions.join(", ")}.`),
    },
    faults: {
      title: "Falhas",
      intro: "Faça o WTS, ou uma parte da AWS, falhar como na vida real, e veja que nada se perde.",
      none: "Nada está falhando de propósito.",
      now: "Falhando agora",
      off: "Tudo bem de novo",
      part: "O que falha",
      parts: {
        wts: "WTS",
        sqs: "filas (SQS)",
        dynamodb: "registros (DynamoDB)",
        eventbridge: "eventos (EventBridge)",
        secretsmanager: "segredos (Secrets Manager)",
      },
      how: "Como",
      ways: {
        "500": "responde 500",
        "429": "responde 429, chamadas demais",
        "401": "responde 401, chave recusada",
        "404": "responde 404, não achado",
        fail: "falha",
        hang: "nunca responde",
        reset: "derruba a conexão",
        lost: "faz, e a resposta se perde",
        slow: "demora",
      },
      times: "Tantas chamadas",
      timesHint: "Vazio: até ficar bem de novo",
      let: "Fazer falhar",
      changed: "Agora está assim.",
      fails: (part, way, delayMs, times) =>
        `${part} ${way}${delayMs === undefined ? "" : ` (${delayMs / 1_000} s)`}${times === undefined ? "" : `, mais ${times}`}`,
    },
    anew: {
      title: "Gerar de novo, e recomeçar",
      rebuildIntro: "Depois de mudar o hooks.config.ts ou uma fonte: gera de novo, e todo o resto fica como está.",
      rebuild: "Fazer a mudança valer",
      rebuilding: "Gerando …",
      rebuilt: "O que roda já segue a configuração de agora.",
      resetIntro: "Conversas, registros, filas, falhas e relógio como logo depois do `npm start`.",
      reset: "Começar de novo",
      resetTitle: "Deixar tudo como no começo?",
      resetText:
        "Todas as conversas, registros, filas, falhas e o relógio do que roda nesta máquina ficam como logo depois do `npm start`. Não dá para desfazer.",
      wasReset: "Está tudo como no começo.",
    },
  },
};
