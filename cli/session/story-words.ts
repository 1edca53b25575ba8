// The words in which a session's story is told, in every language; codes are the same in all of them.
import type { HoldEnding } from "../../lib/core/holds/hold.ts";
import type { Language } from "../../lib/core/texts/language.ts";

interface Who {
  name: string;
  /** How we know that it is who it says: the scheme of its signature or token; absent where the configuration has no such source any more. */
  scheme?: string | undefined;
}

interface StoryWords {
  title(about: { sessionId: string; account: string; place: string; number: string | undefined }): string;
  timesOf(timeZone: string): string;
  nothing(about: { sessionId: string; account: string; place: string }): string;
  nothingNext(about: { sessionId: string; options: string }): string;
  labels: Readonly<
    Record<
      | "now"
      | "elsewhere"
      | "work"
      | "autoClose"
      | "hold"
      | "moves"
      | "webhooks"
      | "nextRun"
      | "undo"
      | "notAsked"
      | "looked",
      string
    >
  >;
  /** Of a session as WTS has it now. */
  now: {
    gone: string;
    closed(since: string | undefined): string;
    open(status: string): string;
    nobody: string;
    contact(phone: string): string;
    lastMessages(contact: string | undefined, ours: string | undefined): string;
  };
  /** What nothing on record has done, said of a session as it is now. */
  elsewhere: {
    closed: string;
    opened: string;
    owner(name: string): string;
    department(name: string): string;
    all(what: string): string;
  };
  work: { died(command: string): string; underWay(command: string, until: string): string };
  notice: Readonly<Record<"warning" | "warned" | "closing", (policy: string, at: string) => string>>;
  held(until: string, why: string, by: string): string;
  wasHeld(until: string, why: string, by: string, ended: string): string;
  setBy(who: string, at: string): string;
  tag(name: string): string;
  endings: Readonly<Record<HoldEnding, string>>;
  moves(count: number, day: string): string;
  missing(day: string, isAdded: boolean): string;
  next: {
    act: Readonly<Record<"close" | "warn", (policy: string) => string>>;
    heldBack(code: string): string;
    stays(until: string | undefined, why: string): string;
    byPolicy(policy: string): string;
    noRun: Readonly<Record<"paused" | "busy" | "stopped" | "no-policy", string>>;
  };
  undo: {
    opens(status: string, to: string, command: string): string;
    leaves(why: string): string;
    failed(code: string): string;
  };
  who: {
    webhook(who: Who): string;
    http(name: string): string;
    event(name: string): string;
    /** `orderedBy` is not known of what was done before it was recorded. */
    commandLine(orderedBy: string | undefined): string;
    auto: string;
    clock: string;
    unknown: string;
  };
  /** What was done, said of whoever did it. */
  did: {
    closed(who: string): string;
    changed(who: string, changes: string): string;
    moved(who: string, to: string): string;
    note(who: string): string;
    noteOfIt: string;
    message(who: string): string;
    held(who: string, until: string): string;
    holdEnded(why: string): string;
    released(who: string): string;
    anything(who: string, command: string): string;
    published(type: string): string;
    asked(who: string): string;
  };
  /** What became of what somebody wanted, where it was not just done. */
  became: Readonly<Record<"begun" | "ignored" | "stale" | "copy" | "refused" | "parked", (wanted: string) => string>>;
  working(wanted: string): string;
  wants: Readonly<Record<string, string>>;
  wanted(who: string, what: string): string;
  policy: {
    closed(policy: string, why: string): string;
    warned(policy: string, why: string): string;
    reopened(policy: string): string;
    left(policy: string, wish: string, why: string): string;
    said(policy: string, wish: string): string;
    undone(policy: string, by: string | undefined): string;
    wish: Readonly<Record<string, string>>;
    moreRuns(count: number, lastAt: string): string;
    silent(span: string, since: string): string;
    neverWritten: string;
    warnedAt(at: string): string;
  };
  routing: {
    toPerson(to: { person: string; department: string | undefined }, by: string): string;
    toQueue(department: string, by: string): string;
    noPerson(by: string): string;
    kept(by: string): string;
    by(policy: string | undefined, trigger: string): string;
    step(number: number): string;
    passedOver(name: string, why: string): string;
    others(counted: string): string;
    notRecorded(count: number): string;
    notBy(policy: string, why: string): string;
  };
  change(field: string, from: string | undefined, to: string | undefined): string;
  fields: Readonly<Record<string, string>>;
  none: string;
  noHold: string;
  span: Readonly<Record<"day" | "hour" | "minute", readonly [one: string, more: string]>>;
  details: {
    causedBy: string;
    splitFrom: string;
    partlyStale(fields: string): string;
    copies(count: number, lastAt: string): string;
    notPublished: string;
    parked(reason: string): string;
    mend(id: string, options: string): string;
    discarded(at: string, by: string, why: string): string;
    replayed(at: string, by: string): string;
    again(attempt: number): string;
    issue(path: string, message: string, code: string): string;
    becauseOf(codes: string): string;
    wantedBecause(codes: string): string;
    older(occurredAt: string): string;
    copyOf(id: string): string;
  };
  /** Why a run did it, where nothing but the code is recorded. */
  reasons: Readonly<Record<string, string>>;
  found: {
    cameFor(count: number, ignored: number, lastAt: string): string;
    others: string;
    sameNumber: string;
    other(sessionId: string, about: string): string;
    lastDone(at: string): string;
    nothingDone: string;
    noSession: {
      protocol(number: string, day: string, looked: string): string;
      phone(phones: string, looked: string): string;
      wtsNotAsked(why: string): string;
      looked(count: number): string;
      partly: string;
      nobody: string;
      noSessions: string;
      hint: string;
      id(ids: string, account: string): string;
      inAccount(account: string, command: string): string;
      otherAccount: string;
    };
  };
  left: {
    looked(count: number, since: string): string;
    none: string;
  };
  /** The labels of what `--full` adds. */
  full: Readonly<Record<"command" | "delivery" | "run" | "codes" | "event" | "chain" | "commandOf", string>>;
}

export const storyWords: Readonly<Record<Language, StoryWords>> = {
  en: {
    title: ({ sessionId, account, place, number }) =>
      `Session ${sessionId}${number === undefined ? "" : `, protocol ${number}`}, of account ${account} in ${place}.`,
    timesOf: (timeZone) => `Times are those of ${timeZone}.`,
    nothing: ({ sessionId, account, place }) =>
      `Nothing is recorded of session ${sessionId} of account ${account} in ${place}: within 90 days nobody has asked for anything, and nothing was done.`,
    nothingNext: ({ sessionId, options }) =>
      `What would be: \`route ${sessionId} --explain${options}\`, \`auto-close --dry-run --session ${sessionId}${options}\`.`,
    labels: {
      now: "now",
      elsewhere: "not by us",
      work: "work",
      autoClose: "auto-close",
      hold: "hold",
      moves: "moves",
      webhooks: "webhooks",
      nextRun: "next run",
      undo: "undo",
      notAsked: "not looked up",
      looked: "runs",
    },
    now: {
      gone: "WTS has no such session in this account",
      closed: (since) => `closed${since === undefined ? "" : ` since ${since}`}`,
      open: (status) => `open (${status})`,
      nobody: "nobody",
      contact: (phone) => `contact ${phone}`,
      lastMessages: (contact, ours) => `last message of the contact ${contact ?? "never"}, ours ${ours ?? "never"}`,
    },
    elsewhere: {
      closed: "the close",
      opened: "the reopening (the contact may have written)",
      owner: (name) => `the owner (${name})`,
      department: (name) => `the department (${name})`,
      all: (what) => `${what}: nothing on record did it, so a person in WTS, WTS itself or another program did`,
    },
    work: {
      died: (command) => `a worker died${command}: whoever comes next looks into it`,
      underWay: (command, until) => `under way${command}, until ${until} at most`,
    },
    notice: {
      warning: (policy) => `${policy} is about to warn`,
      warned: (policy, at) => `${policy} has warned${at}`,
      closing: (policy) => `${policy} is about to close, or did`,
    },
    held: (until, why, by) => `held until ${until}${why}, ${by}`,
    wasHeld: (until, why, by, ended) => `until ${until}${why}, ${by}; ended ${ended}`,
    setBy: (who, at) => `set by ${who} at ${at}`,
    tag: (name) => `the tag ${name}`,
    endings: {
      DUE: "its time had come",
      RELEASED: "somebody released it",
      CONTACT_WROTE: "the contact wrote more than thanks",
      SESSION_CLOSED: "the session was closed",
    },
    moves: (count, day) => `${count} on ${day}`,
    missing: (day, isAdded) =>
      `WTS had not announced it by ${day}; ${isAdded ? "its event was published then" : "nothing was published for it"}`,
    next: {
      act: {
        close: (policy) => `would close it (policy ${policy})`,
        warn: (policy) => `would warn it (policy ${policy})`,
      },
      heldBack: (code) => `; but does not: ${code}`,
      stays: (until, why) => `leaves it open${until === undefined ? "" : ` until ${until} at least`}: ${why}`,
      byPolicy: (policy) => ` (policy ${policy})`,
      noRun: {
        paused: "the account is paused; `resume` lets it go on",
        busy: "a run is at work right now",
        stopped: "a run stopped, and somebody has to look: `auto-close runs`",
        "no-policy": "no policy may act",
      },
    },
    undo: {
      opens: (status, to, command) => `\`${command}\` would open it again as ${status}${to}`,
      leaves: (why) => `nothing would be opened again: ${why}`,
      failed: (code) => `nobody can say what an undo would do: ${code}`,
    },
    who: {
      webhook: ({ name, scheme }) => `${name} (webhook${scheme === undefined ? "" : `, verified: ${scheme}`})`,
      http: (name) => `${name} (HTTP, by its token)`,
      event: (name) => `${name} (event)`,
      commandLine: (orderedBy = "somebody") => `${orderedBy} at the command line`,
      auto: "auto-close",
      clock: "the clock",
      unknown: "somebody",
    },
    did: {
      closed: (who) => `${who} closed it.`,
      changed: (who, changes) => `${who} changed ${changes}.`,
      moved: (who, to) => `${who} moved it: ${to}.`,
      note: (who) => `${who} wrote a note for the team.`,
      noteOfIt: "The note about it was written for the team.",
      message: (who) => `${who} sent a message to the contact.`,
      held: (who, until) => `${who} put it on hold until ${until}.`,
      holdEnded: (why) => `Its hold ended: ${why}.`,
      released: (who) => `${who} released it from its hold.`,
      anything: (who, command) => `${who} asked ${command}: applied.`,
      published: (type) => `WTS announced ${type}; it went on as an event.`,
      asked: (who) => `${who} asked for a move.`,
    },
    became: {
      begun: (wanted) => `${wanted}: begun and not finished.`,
      ignored: (wanted) => `${wanted}: ignored, there was nothing that it was about.`,
      stale: (wanted) => `${wanted}: not done, something newer had been written.`,
      copy: (wanted) => `${wanted}: not done again, it is a copy.`,
      refused: (wanted) => `${wanted}: refused.`,
      parked: (wanted) => `${wanted}: parked before it was begun.`,
    },
    working: (wanted) => `${wanted}: being applied.`,
    wants: {
      update: "to change it",
      complete: "to close it",
      transfer: "to move it",
      route: "the policies to move it",
      note: "to write a note",
      message: "to send a message",
      hold: "to hold it",
      move: "to move it",
    },
    wanted: (who, what) => `${who} wanted ${what}`,
    policy: {
      closed: (policy, why) => `Closed by policy ${policy}: ${why}.`,
      warned: (policy, why) => `The contact was warned by policy ${policy}: ${why}.`,
      reopened: (policy) =>
        `Closed by policy ${policy} and opened again at once: the contact had written in that moment.`,
      left: (policy, wish, why) => `Policy ${policy} would have ${wish} it, and left it: ${why}.`,
      said: (policy, wish) => `Policy ${policy} only said it: it would have ${wish} it.`,
      undone: (policy, by) =>
        `Opened again: ${by ?? "somebody"} took back the run in which policy ${policy} had closed it.`,
      wish: { close: "closed", complete: "closed", warn: "warned", look: "closed or warned", message: "warned" },
      moreRuns: (count, lastAt) => `${count} runs in all found the same, the last at ${lastAt}`,
      silent: (span, since) => `nobody wrote for ${span} (since ${since})`,
      neverWritten: "nobody had written",
      warnedAt: (at) => `warned ${at}, no answer`,
    },
    routing: {
      toPerson: ({ person, department }, by) =>
        `Given to ${person}${department === undefined ? "" : ` (${department})`} ${by}`,
      toQueue: (department, by) => `Put into the queue of ${department} ${by}`,
      noPerson: (by) => `Taken off its owner ${by}`,
      kept: (by) => `Left where it is ${by}`,
      by: (policy, trigger) => (policy === undefined ? `(${trigger})` : `by policy ${policy} (${trigger})`),
      step: (number) => `step ${number}`,
      passedOver: (name, why) => `not ${name}: ${why}`,
      others: (counted) => `not ${counted}`,
      notRecorded: (count) => `not ${count} more, which are not recorded`,
      notBy: (policy, why) => `not by policy ${policy}: ${why}`,
    },
    change: (field, from, to) =>
      to === undefined ? field : from === undefined ? `${field}: ${to}` : `${field}: ${from} → ${to}`,
    fields: {
      Status: "status",
      UserId: "owner",
      DepartmentId: "department",
      EndAt: "end",
      Metadata: "metadata",
      Classification: "classification",
      Number: "number",
      Hold: "hold",
      Note: "note",
      Farewell: "farewell",
    },
    none: "none",
    noHold: "none",
    span: { day: ["day", "days"], hour: ["hour", "hours"], minute: ["minute", "minutes"] },
    details: {
      causedBy: "because of what stands above",
      splitFrom: "found by contact or metadata",
      partlyStale: (fields) => `left as it was, since something newer had been written: ${fields}`,
      copies: (count, lastAt) =>
        `its sender sent it again ${count === 1 ? "once" : `${count} times, the last time`}, ${lastAt}`,
      notPublished: "its event is not published yet",
      parked: (reason) => `parked: ${reason}`,
      mend: (id, options) =>
        `look at it with \`parked show ${id}${options}\`, correct it, then \`parked replay ${id}${options}\`; or \`parked discard ${id}${options}\``,
      discarded: (at, by, why) => `discarded ${at} by ${by}: ${why}`,
      replayed: (at, by) => `replayed ${at} by ${by}`,
      again: (attempt) => `attempt ${attempt}`,
      issue: (path, message, code) => `${path}: ${message} (${code})`,
      becauseOf: (codes) => `because: ${codes}`,
      wantedBecause: (codes) => `it was wanted because ${codes}`,
      older: (occurredAt) => `it is of ${occurredAt}`,
      copyOf: (id) => `a copy of command ${id}`,
    },
    reasons: {
      MATCHED: "the policy is about it",
      IDLE: "it had been idle long enough",
      WARNED: "it had been warned, and the time to answer was over",
      COURTESY_REPLY: "what the contact wrote last was only courtesy",
      REOPENED_BY_COURTESY: "only courtesy had opened it again",
      WINDOW_CLOSED: "WhatsApp's 24 hours were over, so nothing could be said",
      TEXT_INCOMPLETE: "the text lacked the protocol, so nothing was said",
      CONTACT_BLOCKED: "the contact is blocked, so nothing was said",
      CONTACT_TAGGED: "the contact's tag forbids messages, so nothing was said",
      CONTACT_OPTED_OUT: "the contact asked for silence, so nothing was said",
      WARNING_CANCELLED: "somebody wrote after the warning",
      REOPENED: "the contact wrote in the moment of the close",
      UNDONE: "the run was taken back",
      WTS_REFUSED: "WTS refused it",
      HELD: "it is held",
    },
    found: {
      cameFor: (count, ignored, lastAt) =>
        `${count} came in for this number, the last at ${lastAt}${ignored === 0 ? "" : `; ${ignored} found no session`}`,
      others: "Other sessions of this contact:",
      sameNumber: "Other sessions with this protocol:",
      other: (sessionId, about) => `session ${sessionId}  ${about}`,
      lastDone: (at) => `last recorded ${at}`,
      nothingDone: "nothing recorded",
      noSession: {
        protocol: (number, day, looked) =>
          `no session has the protocol ${number}: looked at WTS through ${day} (UTC)${looked}`,
        phone: (phones, looked) => `no session is known of ${phones}: ${looked}`,
        wtsNotAsked: (why) => `WTS could not be asked (${why})`,
        looked: (count) => `, ${count} sessions`,
        partly: " and no further: there are more of that day",
        nobody: "WTS has no contact with this number, and within 90 days nothing came in for it",
        noSessions: "WTS shows no session of the contact, and within 90 days nothing came in for it",
        hint: "take the session's id or its link instead",
        id: (ids, account) =>
          `no session ${ids} is known in account ${account}: WTS has none there, and within 90 days nothing was recorded of it`,
        inAccount: (account, command) => `account ${account} has something recorded of it: \`${command}\``,
        otherAccount: "copy its id or its link once more; if it belongs to another account, say which with --account",
      },
    },
    left: {
      looked: (count, since) => `${count} looked through, back to ${since}`,
      none: "none is recorded of the last 14 days",
    },
    full: {
      command: "command",
      delivery: "delivery",
      run: "run",
      codes: "codes",
      event: "event",
      chain: "caused by",
      commandOf: "in",
    },
  },
  "pt-BR": {
    title: ({ sessionId, account, place, number }) =>
      `Atendimento ${sessionId}${number === undefined ? "" : `, protocolo ${number}`}, da conta ${account} (${place}).`,
    timesOf: (timeZone) => `Horários de ${timeZone}.`,
    nothing: ({ sessionId, account, place }) =>
      `Não há nada registrado do atendimento ${sessionId} da conta ${account} (${place}): em 90 dias ninguém pediu nada, e nada foi feito.`,
    nothingNext: ({ sessionId, options }) =>
      `O que seria feito: \`route ${sessionId} --explain${options}\`, \`auto-close --dry-run --session ${sessionId}${options}\`.`,
    labels: {
      now: "agora",
      elsewhere: "não fomos nós",
      work: "em curso",
      autoClose: "aviso",
      hold: "espera",
      moves: "transferências",
      webhooks: "webhooks",
      nextRun: "próxima execução",
      undo: "desfazer",
      notAsked: "não consultado",
      looked: "execuções",
    },
    now: {
      gone: "o WTS não tem este atendimento nesta conta",
      closed: (since) => `encerrado${since === undefined ? "" : ` desde ${since}`}`,
      open: (status) => `aberto (${status})`,
      nobody: "ninguém",
      contact: (phone) => `cliente ${phone}`,
      lastMessages: (contact, ours) => `última mensagem do cliente: ${contact ?? "nunca"}; nossa: ${ours ?? "nunca"}`,
    },
    elsewhere: {
      closed: "o encerramento",
      opened: "a reabertura (o cliente pode ter escrito)",
      owner: (name) => `o responsável (${name})`,
      department: (name) => `o departamento (${name})`,
      all: (what) => `${what}: nada aqui registrado fez isso; foi alguém no WTS, o próprio WTS ou outro programa`,
    },
    work: {
      died: (command) => `quem cuidava dele caiu${command}: o próximo a chegar verifica`,
      underWay: (command, until) => `em andamento${command}, no máximo até ${until}`,
    },
    notice: {
      warning: (policy) => `a regra ${policy} está para avisar`,
      warned: (policy, at) => `a regra ${policy} avisou${at}`,
      closing: (policy) => `a regra ${policy} está para encerrar, ou encerrou`,
    },
    held: (until, why, by) => `até ${until}${why}, ${by}`,
    wasHeld: (until, why, by, ended) => `até ${until}${why}, ${by}; terminou ${ended}`,
    setBy: (who, at) => `definida por ${who} em ${at}`,
    tag: (name) => `etiqueta ${name}`,
    endings: {
      DUE: "chegou a hora marcada",
      RELEASED: "alguém retirou a espera",
      CONTACT_WROTE: "o cliente escreveu mais do que um agradecimento",
      SESSION_CLOSED: "o atendimento foi encerrado",
    },
    moves: (count, day) => `${count} em ${day}`,
    missing: (day, isAdded) =>
      `até ${day} o WTS não tinha avisado dele; ${isAdded ? "o evento foi publicado então" : "nada foi publicado por ele"}`,
    next: {
      act: {
        close: (policy) => `encerraria (regra ${policy})`,
        warn: (policy) => `avisaria (regra ${policy})`,
      },
      heldBack: (code) => `; mas não age: ${code}`,
      stays: (until, why) => `deixa aberto${until === undefined ? "" : `, ao menos até ${until}`}: ${why}`,
      byPolicy: (policy) => ` (regra ${policy})`,
      noRun: {
        paused: "a conta está pausada; `resume` a libera",
        busy: "uma execução está em andamento agora",
        stopped: "uma execução parou e alguém precisa olhar: `auto-close runs`",
        "no-policy": "nenhuma regra pode agir",
      },
    },
    undo: {
      opens: (status, to, command) => `\`${command}\` o reabriria como ${status}${to}`,
      leaves: (why) => `nada seria reaberto: ${why}`,
      failed: (code) => `não dá para saber o que seria desfeito: ${code}`,
    },
    who: {
      webhook: ({ name, scheme }) => `${name} (webhook${scheme === undefined ? "" : `, verificado: ${scheme}`})`,
      http: (name) => `${name} (HTTP, pelo token)`,
      event: (name) => `${name} (evento)`,
      commandLine: (orderedBy = "alguém") => `${orderedBy} pela linha de comando`,
      auto: "o encerramento automático",
      clock: "o relógio",
      unknown: "alguém",
    },
    did: {
      closed: (who) => `${who} encerrou.`,
      changed: (who, changes) => `${who} alterou ${changes}.`,
      moved: (who, to) => `${who} transferiu: ${to}.`,
      note: (who) => `${who} escreveu uma nota interna.`,
      noteOfIt: "A nota interna sobre isso foi escrita.",
      message: (who) => `${who} enviou uma mensagem ao cliente.`,
      held: (who, until) => `${who} pôs em espera até ${until}.`,
      holdEnded: (why) => `A espera terminou: ${why}.`,
      released: (who) => `${who} retirou a espera.`,
      anything: (who, command) => `${who} pediu para ${command}: feito.`,
      published: (type) => `O WTS avisou ${type}, que seguiu como evento.`,
      asked: (who) => `${who} pediu uma transferência.`,
    },
    became: {
      begun: (wanted) => `${wanted}: começou e não terminou.`,
      ignored: (wanted) => `${wanted}: ignorado, não havia a que se aplicar.`,
      stale: (wanted) => `${wanted}: não foi feito, algo mais novo já tinha sido gravado.`,
      copy: (wanted) => `${wanted}: não foi feito de novo, é uma cópia.`,
      refused: (wanted) => `${wanted}: recusado.`,
      parked: (wanted) => `${wanted}: ficou retido antes de começar.`,
    },
    working: (wanted) => `${wanted}: em andamento.`,
    wants: {
      update: "alterar",
      complete: "encerrar",
      transfer: "transferir",
      route: "transferir pelas regras",
      note: "escrever uma nota",
      message: "enviar uma mensagem",
      hold: "pôr em espera",
      move: "transferir",
    },
    wanted: (who, what) => `${who} quis ${what}`,
    policy: {
      closed: (policy, why) => `Encerrado pela regra ${policy}: ${why}.`,
      warned: (policy, why) => `O cliente foi avisado pela regra ${policy}: ${why}.`,
      reopened: (policy) => `Encerrado pela regra ${policy} e reaberto na hora: o cliente tinha acabado de escrever.`,
      left: (policy, wish, why) => `A regra ${policy} teria ${wish}, e deixou como estava: ${why}.`,
      said: (policy, wish) => `A regra ${policy} só disse: teria ${wish}.`,
      undone: (policy, by) =>
        `Reaberto: ${by ?? "alguém"} desfez a execução em que a regra ${policy} o tinha encerrado.`,
      wish: {
        close: "encerrado",
        complete: "encerrado",
        warn: "avisado",
        look: "encerrado ou avisado",
        message: "avisado",
      },
      moreRuns: (count, lastAt) => `o mesmo em ${count} execuções, a última em ${lastAt}`,
      silent: (span, since) => `ninguém escreveu por ${span} (desde ${since})`,
      neverWritten: "ninguém tinha escrito",
      warnedAt: (at) => `avisado em ${at}, sem resposta`,
    },
    routing: {
      toPerson: ({ person, department }, by) =>
        `Entregue a ${person}${department === undefined ? "" : ` (${department})`} ${by}`,
      toQueue: (department, by) => `Posto na fila de ${department} ${by}`,
      noPerson: (by) => `Ficou sem responsável ${by}`,
      kept: (by) => `Ficou onde estava ${by}`,
      by: (policy, trigger) => (policy === undefined ? `(${trigger})` : `pela regra ${policy} (${trigger})`),
      step: (number) => `passo ${number}`,
      passedOver: (name, why) => `não ${name}: ${why}`,
      others: (counted) => `nem ${counted}`,
      notRecorded: (count) => `nem outros ${count}, que não foram registrados`,
      notBy: (policy, why) => `não pela regra ${policy}: ${why}`,
    },
    change: (field, from, to) =>
      to === undefined ? field : from === undefined ? `${field}: ${to}` : `${field}: ${from} → ${to}`,
    fields: {
      Status: "situação",
      UserId: "responsável",
      DepartmentId: "departamento",
      EndAt: "fim",
      Metadata: "metadados",
      Classification: "classificação",
      Number: "número",
      Hold: "espera",
      Note: "nota interna",
      Farewell: "despedida",
    },
    none: "nenhum",
    noHold: "nenhuma",
    span: { day: ["dia", "dias"], hour: ["hora", "horas"], minute: ["minuto", "minutos"] },
    details: {
      causedBy: "por causa do que está acima",
      splitFrom: "encontrado pelo cliente ou pelos metadados",
      partlyStale: (fields) => `ficou como estava, porque algo mais novo já tinha sido gravado: ${fields}`,
      copies: (count, lastAt) =>
        `quem enviou mandou de novo ${count === 1 ? "uma vez, em" : `${count} vezes, a última em`} ${lastAt}`,
      notPublished: "o evento dele ainda não foi publicado",
      parked: (reason) => `retido: ${reason}`,
      mend: (id, options) =>
        `veja com \`parked show ${id}${options}\`, corrija e depois \`parked replay ${id}${options}\`; ou \`parked discard ${id}${options}\``,
      discarded: (at, by, why) => `descartado em ${at} por ${by}: ${why}`,
      replayed: (at, by) => `reprocessado em ${at} por ${by}`,
      again: (attempt) => `tentativa ${attempt}`,
      issue: (path, _message, code) => `\`${path}\`: ${code}`,
      becauseOf: (codes) => `motivo: ${codes}`,
      wantedBecause: (codes) => `foi pedido porque ${codes}`,
      older: (occurredAt) => `é de ${occurredAt}`,
      copyOf: (id) => `cópia do comando ${id}`,
    },
    reasons: {
      MATCHED: "a regra trata dele",
      IDLE: "estava parado havia tempo bastante",
      WARNED: "tinha sido avisado, e o prazo para responder acabou",
      COURTESY_REPLY: "o que o cliente escreveu por último foi só cortesia",
      REOPENED_BY_COURTESY: "só uma cortesia o tinha reaberto",
      WINDOW_CLOSED: "as 24 horas do WhatsApp tinham acabado, e nada pôde ser dito",
      TEXT_INCOMPLETE: "faltava o protocolo no texto, e nada foi dito",
      CONTACT_BLOCKED: "o cliente está bloqueado, e nada foi dito",
      CONTACT_TAGGED: "a etiqueta do cliente proíbe mensagens, e nada foi dito",
      CONTACT_OPTED_OUT: "o cliente pediu silêncio, e nada foi dito",
      WARNING_CANCELLED: "alguém escreveu depois do aviso",
      REOPENED: "o cliente escreveu no momento do encerramento",
      UNDONE: "a execução foi desfeita",
      WTS_REFUSED: "o WTS recusou",
      HELD: "está em espera",
    },
    found: {
      cameFor: (count, ignored, lastAt) =>
        `${count} ${count === 1 ? "chegou" : "chegaram"} para este número, o último em ${lastAt}${ignored === 0 ? "" : `; ${ignored} sem achar atendimento`}`,
      others: "Outros atendimentos deste cliente:",
      sameNumber: "Outros atendimentos com este protocolo:",
      other: (sessionId, about) => `session ${sessionId}  ${about}`,
      lastDone: (at) => `último registro em ${at}`,
      nothingDone: "nada registrado",
      noSession: {
        protocol: (number, day, looked) =>
          `nenhum atendimento tem o protocolo ${number}: procurado no WTS em todo o dia ${day} (UTC)${looked}`,
        phone: (phones, looked) => `nenhum atendimento conhecido de ${phones}: ${looked}`,
        wtsNotAsked: (why) => `não deu para perguntar ao WTS (${why})`,
        looked: (count) => `, ${count} atendimentos`,
        partly: " e só: há mais daquele dia",
        nobody: "o WTS não tem cliente com este número, e em 90 dias nada chegou para ele",
        noSessions: "o WTS não mostra atendimento do cliente, e em 90 dias nada chegou para ele",
        hint: "use o id do atendimento ou o link dele",
        id: (ids, account) =>
          `nenhum atendimento ${ids} é conhecido na conta ${account}: o WTS não tem, e em 90 dias nada foi registrado dele`,
        inAccount: (account, command) => `a conta ${account} tem registro dele: \`${command}\``,
        otherAccount: "copie de novo o id ou o link; se ele é de outra conta, diga qual com --account",
      },
    },
    left: {
      looked: (count, since) => `${count} verificadas, desde ${since}`,
      none: "não há registro de nenhuma nos últimos 14 dias",
    },
    full: {
      command: "comando",
      delivery: "entrega",
      run: "execução",
      codes: "códigos",
      event: "evento",
      chain: "causado por",
      commandOf: "em",
    },
  },
};
