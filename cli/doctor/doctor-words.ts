// The words of `doctor`, in every language: what was found, and what to do about it.
import type { Language } from "../../lib/core/texts/language.ts";
import { checkWords } from "./check-words.ts";
import type { Saying, Verdict } from "./finding.ts";

type What = "department" | "person";

const en = {
  titleOf: (place: string) => `Checked: ${place}`,
  nowhere: "this machine, without a stack",
  verdicts: { ok: "ok", warning: "WARNING", wrong: "WRONG", "not-checked": "not checked" } satisfies Record<
    Verdict,
    string
  > as Record<Verdict, string>,
  checks: checkWords.en,
  cure: (text: string) => `do: ${text}`,
  summary: (counts: Readonly<Record<Verdict, number>>) =>
    `${counts.wrong} wrong, ${counts.warning} to look at, ${counts["not-checked"]} not checked, ${counts.ok} good`,
  allGood: (isWhole: boolean): string => (isWhole ? "Nothing is wrong." : "Nothing is wrong in what was checked."),
  somethingWrong: "Something is wrong: each line above says what to do.",

  failed: (why: string, denied: string | undefined): Saying => ({
    what: `it could not be found out: ${why}`,
    ...(denied !== undefined && { cure: `have ${denied} allowed to you; nothing else needs it` }),
  }),
  tookTooLong: (seconds: number): Saying => ({
    what: `nothing answered within ${seconds} s`,
    cure: "run it again; if it stays so, look at the network",
  }),
  needsStack: { what: "it needs a stack: `npm start` runs one here, --stage names one" } as Saying,
  needsConfig: { what: "it needs a configuration that can be read" } as Saying,
  needsWts: { what: "WTS Chat has to answer first" } as Saying,
  needsKey: { what: "the API key has to work first" } as Saying,
  needsSecret: (name: string): Saying => ({ what: `${name} has to be read first` }),
  onlyAtStage: { what: "only a deployed stage has it: name one with --stage" } as Saying,
  tooManyCalls: {
    what: "more accounts would take too many calls of WTS at once",
    cure: "name it with --account",
  } as Saying,

  nodeGood: (version: string): Saying => ({ what: version }),
  nodeOther: (version: string, engines: string): Saying => ({
    what: `${version} is too old, or has an odd number: ${engines} is needed`,
    cure: "install Node 24 from nodejs.org, then `npm ci`",
  }),
  packagesGood: (count: number): Saying => ({ what: `${count} installed` }),
  packagesMissing: (names: string): Saying => ({ what: `not installed: ${names}`, cure: "`npm ci`" }),
  packagesOther: (names: string): Saying => ({
    what: `of another version than the lock file says: ${names}`,
    cure: "`npm ci`",
  }),

  configGood: (sources: number, policies: number): Saying => ({
    what: `valid: ${sources} sources, ${policies} policies`,
  }),
  answersElsewhere: (host: string): Saying => ({
    what: `\`wts.answers\` are those of ${host}, which is not where the configuration goes: they count for nothing`,
    cure: "run `doctor --probe` on the account itself, and deploy",
  }),
  answersOld: (day: string): Saying => ({
    what: `\`wts.answers\` are of ${day}: WTS may have changed since, and what is sent to it goes by them`,
    cure: "run `doctor --probe` again, and deploy; or take them out, which is right either way",
  }),
  configMissing: (problem: string): Saying => ({
    what: problem,
    cure: "go to your folder, or make one: `npm run hooks -- init <folder>`",
  }),
  configWrong: (problem: string): Saying => ({
    what: problem,
    cure: "correct it; `npm run build -- --check` says in a second whether it is good",
  }),
  advice: (line: string): Saying => ({ what: line, cure: "change the configuration, and deploy it" }),
  silentPolicy: (policy: string, events: string, never: boolean): Saying => ({
    what: `${policy} waits for ${events}, which no source of its account publishes${never ? ": it never acts by itself" : "; only its other triggers wake it"}`,
    cure: `add a source {verify: "wts", publish: [${events}]}, and enter its address at WTS`,
  }),

  stackGood: (status: string): Saying => ({ what: status }),
  stackBroken: (status: string): Saying => ({
    what: `CloudFormation says ${status}`,
    cure: "look at the stack's events in the CloudFormation console, mend what they name, and deploy again",
  }),
  stackMissing: (name: string): Saying => ({
    what: `there is no stack ${name}`,
    cure: "check --stage, --region and the AWS profile, or deploy it",
  }),
  noCredentials: (why: string): Saying => ({ what: why, cure: "sign in to AWS, or set AWS_PROFILE" }),
  stackAway: (why: string): Saying => ({
    what: `AWS does not answer as it should: ${why}`,
    cure: "look at the network, the region, and this machine's clock",
  }),
  buildSame: (version: string): Saying => ({ what: `version ${version}, of this configuration` }),
  buildUnknown: {
    what: "an earlier version is deployed, which does not say what it was built from",
    cure: "deploy this one",
  } as Saying,
  buildVersion: (there: string, here: string): Saying => ({
    what: `version ${there} is there, and ${here} here`,
    cure: "deploy (`npm run deploy`, locally `npm start` anew), or check out that version",
  }),
  buildCode: (version: string): Saying => ({
    what: `version ${version} both there and here, of other code`,
    cure: "deploy (`npm run deploy`, locally `npm start` anew)",
  }),
  buildConfig: {
    what: "the configuration here is another than what is there was built from",
    cure: "deploy (`npm run deploy`, locally `npm start` anew), or take the edit back",
  } as Saying,
  healthGood: (url: string): Saying => ({ what: `${url}/health answers` }),
  healthBad: (url: string, came: string): Saying => ({
    what: `${url}/health: ${came}`,
    cure: "look at the log of `update-session`, and whether the stack is deployed whole",
  }),
  noAddress: { what: "the stack does not say its address" } as Saying,

  accountsGood: (names: string): Saying => ({ what: names }),
  secretWrong: (problem: string): Saying => ({
    what: problem,
    cure: "correct that entry; an edit counts within minutes",
  }),
  secretMissing: (name: string): Saying => ({ what: `there is no ${name}`, cure: "make it, as docs/deploy.md shows" }),
  secretsFileMissing: (file: string): Saying => ({ what: `there is no ${file} yet: \`npm start\` makes it` }),
  placeholder: (place: string): Saying => ({ what: `${place} is a placeholder`, cure: "put the real one there" }),
  keyShape: {
    what: "keys of WTS Chat begin with pn_, and this one does not",
    cure: "compare it with Ajustes > Integrações > Integração via API at WTS",
  } as Saying,
  sameKey: (others: string): Saying => ({
    what: `has the same key as ${others}`,
    cure: "give each account its own, or name one account only",
  }),
  accountWithoutKey: {
    what: "the configuration names this account, and the accounts secret has no key for it",
    cure: "add it to the accounts secret, or correct the name in the configuration",
  } as Saying,
  accessGood: (clients: number, sources: number): Saying => ({
    what: `${clients} ${clients === 1 ? "client" : "clients"}, ${sources} ${sources === 1 ? "source" : "sources"}`,
  }),
  sourceGood: { what: "has a secret" } as Saying,
  sourceWithoutSecret: {
    what: "has no secret in the access secret: everything that is sent there is refused with 401",
    cure: "add its secret under `sources` of the access secret, or take the source out",
  } as Saying,
  secretWithoutSource: {
    what: "has a secret, and the configuration has no such source",
    cure: "take the secret out, or correct the name",
  } as Saying,
  targetWithoutAddress: (problem: string): Saying => ({
    what: `people are to be told there (\`notify\`), and ${problem}`,
    cure: "put the address under `notify` of the access secret",
  }),

  wtsGood: (host: string): Saying => ({ what: `${host} answers as WTS Chat` }),
  wtsAway: (host: string, why: string): Saying => ({
    what: `${host} does not answer (${why})`,
    cure: "check `wts.baseUrl`, and the network from here",
  }),
  wtsFails: (host: string, status: number): Saying => ({
    what: `${host} answers ${status}`,
    cure: "wait some minutes; what is queued is tried again by itself",
  }),
  notWts: (host: string, status: number): Saying => ({
    what: `${host} answers ${status}, and not as WTS Chat does`,
    cure: "put the API host of your white label into `wts.baseUrl`, which is not the address of its web app",
  }),
  clockGood: (seconds: number): Saying => ({ what: `within ${seconds} s` }),
  clockOff: (seconds: number): Saying => ({
    what: `${Math.abs(seconds)} s ${seconds > 0 ? "behind" : "ahead of"} its clock`,
    cure: "set this machine's clock by the network (NTP): signatures and AWS refuse a wrong one",
  }),
  noDate: { what: "it does not say its time" } as Saying,

  keyGood: { what: "works, for sessions too" } as Saying,
  keyRefused: {
    what: "WTS refuses it: it was deleted, has expired, or was copied wrongly",
    cure: "make a new one at WTS (Ajustes > Integrações > Integração via API), and put it into the accounts secret",
  } as Saying,
  keyLacksSessions: {
    what: "works, but not for sessions",
    cure: "make a key at WTS that may read and change sessions (atendimentos)",
  } as Saying,
  versionGood: (version: string): Saying => ({ what: `${version} answers` }),
  versionOther: (wanted: string, answers: string): Saying => ({
    what: `the session routes of ${wanted} do not answer, and those of ${answers} do`,
    cure: `set wts.apiVersion: "${answers}"`,
  }),
  versionNone: (wanted: string): Saying => ({
    what: `the session routes of ${wanted} refuse to answer, and so do the others`,
    cure: "ask WTS Chat's support about the API of this account",
  }),

  rateGood: (percent: number): Saying => ({ what: `${percent} % of our share in use; nobody was refused lately` }),
  rateFull: (percent: number): Saying => ({
    what: `${percent} % of our share in use: callers and queue wait`,
    cure: "raise `limits.share`, or call less often",
  }),
  rateRefused: (minutes: number, percent: number): Saying => ({
    what: `WTS said 429 within the last ${minutes} min, while we used ${percent} % of our share: others on the account use the rest`,
    cure: "find who calls WTS with keys of this account (n8n?), or lower `limits.share`",
  }),

  namesGood: (count: number): Saying => ({
    what: count === 0 ? "none are used" : `${count} of departments and people, each found`,
  }),
  nameUnknown: (what: What, name: string, nearest: string | undefined): Saying => ({
    what: `no ${what} is called ${name}`,
    cure: nearest === undefined ? "correct it; `directory` shows the names" : `write ${nearest}`,
  }),
  nameSeveral: (what: What, name: string, found: number): Saying => ({
    what: `${found} ${what === "person" ? "people" : "departments"} are called ${name}`,
    cure: `name the one that is meant by its ${what === "person" ? "e-mail" : "id"}; \`directory\` shows it`,
  }),

  subscriptionGood: (events: string): Saying => ({ what: `WTS tells of ${events}` }),
  subscriptionMissing: (events: string, command: string): Saying => ({
    what: `WTS tells nobody here of ${events}`,
    cure: `\`${command}\``,
  }),
  subscriptionElsewhere: (host: string, command: string): Saying => ({
    what: `WTS tells another address, at ${host}`,
    cure: `\`${command}\`, then remove the other one (\`npm run hooks -- wts subscriptions\` shows it)`,
  }),
  subscriptionSecret: (command: string): Saying => ({
    what: "WTS sends a secret that is no longer in the access secret: everything is refused with 401",
    cure: `\`${command}\``,
  }),
  subscriptionEvents: (events: string, command: string): Saying => ({
    what: `WTS does not tell of ${events}, which the source publishes`,
    cure: `\`${command}\``,
  }),
  subscriptionExtra: (events: string, command: string): Saying => ({
    what: `WTS tells of ${events} as well, which the source does not publish`,
    cure: `\`${command}\``,
  }),
  subscriptionOff: (command: string): Saying => ({ what: "WTS's webhook is switched off", cure: `\`${command}\`` }),
  subscriptionAlso: (host: string): Saying => ({
    what: `WTS tells ${host} as well: another stack, or an earlier one, acts on the same sessions and uses the same rate`,
    cure: "where nobody needs that: `npm run hooks -- wts subscriptions` shows its id, for `wts unsubscribe`",
  }),
  subscriptionTunnel: (host: string, came: string): Saying => ({
    what: `WTS tells ${host}, which does not lead here (${came}): the tunnel is closed, or has another name by now`,
    cure: "open the tunnel, `npm start` with TUNNEL_HOST, then `npm run hooks -- wts subscribe --url <its address>`",
  }),
  subscriptionTwice: (count: number): Saying => ({
    what: `WTS tells everything ${count} times, by ${count} webhooks`,
    cure: "`npm run hooks -- wts subscriptions` shows them; remove all but one",
  }),
  subscriptionByHeader: {
    what: "its secret comes in a header, which a proxy adds: nobody can see here whether it is there",
  } as Saying,
  subscriptionLocal: { what: "WTS cannot reach this machine without a tunnel, and has none entered" } as Saying,
  noPublish: { what: "no source publishes events of WTS" } as Saying,

  parkedNone: { what: "nothing" } as Saying,
  parkedSome: (count: number): Saying => ({
    what: count === 1 ? "1 parked: it was not done" : `${count} parked: they were not done`,
    cure: "`npm run hooks -- parked list` shows them and why; mend that, then `parked replay`",
  }),
  deadSome: (count: number): Saying => ({
    what: `${count} in commands-dead: ${count === 1 ? "it" : "they"} made \`apply-commands\` crash again and again`,
    cure: "`npm run hooks -- parked list`; the log of `apply-commands` says why",
  }),
  queuesGood: (waiting: number): Saying => ({ what: waiting === 1 ? "1 command waits" : `${waiting} commands wait` }),
  queuesLong: (waiting: number): Saying => ({
    what: `${waiting} commands wait`,
    cure: "`npm run hooks -- status` shows whether they get fewer; the runbook has more (much waits)",
  }),
  queuesOld: (minutes: number): Saying => ({
    what: `the oldest command has waited for ${minutes} min`,
    cure: "`npm run hooks -- status`; the runbook has more (much waits)",
  }),
  queueMissing: (name: string): Saying => ({ what: `there is no queue ${name}`, cure: "deploy this version" }),
  outcomesGood: { what: "all are published" } as Saying,
  outcomesDue: (count: number): Saying => ({
    what: `${count} ${count === 1 ? "is" : "are"} not published yet`,
    cure: "look at the log of `relay-outcomes`",
  }),

  pausedNone: { what: "no" } as Saying,
  pausedAccount: (account: string): Saying => ({
    what: "no queued command is applied",
    cure: `\`npm run hooks -- resume --account ${account}\` goes on`,
  }),
  pausedPolicy: (policy: string, account: string): Saying => ({
    what: `policy ${policy} (auto-close) is paused`,
    cure: `\`npm run hooks -- auto-close resume ${policy} --account ${account}\``,
  }),
  waitingPolicy: (policy: string, account: string): Saying => ({
    what: `policy ${policy} (auto-close) closes nobody before somebody confirms it`,
    cure: `look at what it would do (\`npm run hooks -- auto-close --dry-run --account ${account}\`), then \`npm run hooks -- auto-close confirm ${policy} --account ${account}\``,
  }),

  schedulesGood: (what: string): Saying => ({ what }),
  schedulesNone: { what: "no policy and no reconciliation waits for one" } as Saying,
  scheduleOff: (rule: string): Saying => ({
    what: `the rule ${rule} is switched off`,
    cure: "switch it on in the EventBridge console, or deploy",
  }),
  lastRun: (time: string): string => `last run of auto-close ${time}`,
  runStopped: (id: string): Saying => ({
    what: `run ${id} of auto-close stopped by itself, since it closed far more than usual: nothing is closed until somebody decides`,
    cure: `look at it (\`npm run hooks -- auto-close runs show ${id}\`), then \`npm run hooks -- auto-close continue ${id}\`, or \`npm run hooks -- auto-close runs undo ${id}\``,
  }),
  runFailed: (id: string, why: string): Saying => ({
    what: `run ${id} of auto-close came to nothing: ${why}`,
    cure: "correct what it names in the configuration, and deploy; what WTS did wrong is tried again by itself",
  }),
  runsHeldBack: { what: "auto-close has nothing that it may do: see paused" } as Saying,
  runsRest: (minutes: number): Saying => ({
    what: `no run of auto-close for ${minutes} min`,
    cure: "look at the log of `close-idle-sessions`, and whether its schedule is on",
  }),
  runsNever: {
    what: "auto-close has policies, and has never run",
    cure: "look at the log of `close-idle-sessions`, and whether its schedule is on",
  } as Saying,
  runsNotYet: { what: "auto-close has not run yet: it was started a moment ago" } as Saying,
  reconciliationRests: (day: string): Saying => ({
    what: `nobody has looked for lost webhooks since ${day}`,
    cure: "look at the log of `look-after-sessions`",
  }),
  reconciliationNever: {
    what: "`reconcile.at` is set, and nobody has ever looked for lost webhooks",
    cure: "look at the log of `look-after-sessions`",
  } as Saying,

  alarmsGood: (count: number): Saying => ({ what: `${count}, none is on` }),
  alarmsNone: { what: "the stack has none", cure: "deploy it again" } as Saying,
  alarmOn: (since: string): Saying => ({
    what: `is on since ${since}`,
    cure: "its description in CloudWatch names the part of the runbook",
  }),
  alarmMute: {
    what: "is switched off: it tells nobody",
    cure: "`aws cloudwatch enable-alarm-actions --alarm-names <name>`",
  } as Saying,
  recipientsGood: (count: number): Saying => ({ what: `${count} confirmed` }),
  recipientsNone: {
    what: "nobody is subscribed to the alarms",
    cure: "subscribe an e-mail address to the topic (SNS console), and confirm it",
  } as Saying,
  recipientsPending: (count: number): Saying => ({
    what: `${count} subscribed, and not confirmed yet`,
    cure: "open the link in the e-mail of AWS; look into the spam folder",
  }),
  functionsGood: (concurrency: number | undefined): Saying => ({
    what: `no errors in 24 h; ${concurrency === undefined ? "AWS does not say how many" : concurrency} concurrent executions in the account`,
  }),
  functionErrors: (count: number): Saying => ({
    what: `${count} ${count === 1 ? "error" : "errors"} in the last 24 h`,
    cure: "its log in CloudWatch says why; the runbook has more (a function fails)",
  }),
  functionOff: {
    what: "may not run at all: 0 concurrent executions are reserved for it",
    cure: "`aws lambda delete-function-concurrency --function-name <name>`",
  } as Saying,
  fewExecutions: (count: number): Saying => ({
    what: `this AWS account has ${count} concurrent executions in all`,
    cure: "ask AWS for 1,000 (Service Quotas > Lambda > Concurrent executions), which costs nothing",
  }),
};

export type DoctorWords = typeof en;

const ptBR: DoctorWords = {
  titleOf: (place) => `Verificado: ${place}`,
  nowhere: "esta máquina, sem ambiente no ar",
  verdicts: { ok: "ok", warning: "ATENÇÃO", wrong: "ERRADO", "not-checked": "não verificado" },
  checks: checkWords["pt-BR"],
  cure: (text) => `faça: ${text}`,
  summary: (counts) =>
    `${counts.wrong} ${counts.wrong === 1 ? "errado" : "errados"}, ${counts.warning} para olhar, ${counts["not-checked"]} ${counts["not-checked"] === 1 ? "não verificado" : "não verificados"}, ${counts.ok} ${counts.ok === 1 ? "bom" : "bons"}`,
  allGood: (isWhole) => (isWhole ? "Nada errado." : "Nada errado no que foi verificado."),
  somethingWrong: "Há algo errado: cada linha acima diz o que fazer.",

  failed: (why, denied) => ({
    what: `não deu para descobrir: ${why}`,
    ...(denied !== undefined && { cure: `peça a permissão ${denied}; o resto não precisa dela` }),
  }),
  tookTooLong: (seconds) => ({
    what: `nada respondeu em ${seconds} s`,
    cure: "rode de novo; se continuar assim, veja a rede",
  }),
  needsStack: { what: "precisa de um ambiente no ar: `npm start` sobe um aqui, --stage indica um" },
  needsConfig: { what: "precisa de uma configuração que dê para ler" },
  needsWts: { what: "primeiro o WTS Chat tem de responder" },
  needsKey: { what: "primeiro a chave de API tem de funcionar" },
  needsSecret: (name) => ({ what: `primeiro é preciso ler ${name}` }),
  onlyAtStage: { what: "só existe no que está implantado: indique com --stage" },
  tooManyCalls: {
    what: "mais contas tomariam chamadas demais do WTS de uma vez",
    cure: "indique a conta com --account",
  },

  nodeGood: (version) => ({ what: version }),
  nodeOther: (version, engines) => ({
    what: `${version} é antigo demais, ou tem número ímpar: é preciso ${engines}`,
    cure: "instale o Node 24 de nodejs.org, depois `npm ci`",
  }),
  packagesGood: (count) => ({ what: `${count} instalados` }),
  packagesMissing: (names) => ({ what: `não instalados: ${names}`, cure: "`npm ci`" }),
  packagesOther: (names) => ({ what: `em versão diferente da que o arquivo de lock diz: ${names}`, cure: "`npm ci`" }),

  configGood: (sources, policies) => ({ what: `válida: ${sources} fontes, ${policies} regras` }),
  answersElsewhere: (host) => ({
    what: `\`wts.answers\` são de ${host}, para onde a configuração não vai: não valem nada`,
    cure: "rode `doctor --probe` na própria conta e implante",
  }),
  answersOld: (day) => ({
    what: `\`wts.answers\` são de ${day}: o WTS pode ter mudado desde então, e o que mandamos segue essas respostas`,
    cure: "rode `doctor --probe` de novo e implante; ou tire as respostas, o que vale em qualquer caso",
  }),
  configMissing: (problem) => ({
    what: problem,
    cure: "vá para a sua pasta, ou crie uma: `npm run hooks -- init <pasta>`",
  }),
  configWrong: (problem) => ({
    what: problem,
    cure: "corrija; `npm run build -- --check` diz em um segundo se está boa",
  }),
  advice: (line) => ({ what: line, cure: "mude a configuração e implante" }),
  silentPolicy: (policy, events, never) => ({
    what: `${policy} espera por ${events}, que nenhuma fonte da conta publica${never ? ": nunca age sozinha" : "; só os outros gatilhos a acordam"}`,
    cure: `acrescente uma fonte {verify: "wts", publish: [${events}]} e cadastre o endereço dela no WTS`,
  }),

  stackGood: (status) => ({ what: status }),
  stackBroken: (status) => ({
    what: `o CloudFormation diz ${status}`,
    cure: "veja os eventos da stack no console do CloudFormation, corrija o que eles dizem e implante de novo",
  }),
  stackMissing: (name) => ({
    what: `não há stack ${name}`,
    cure: "confira --stage, --region e o perfil da AWS, ou implante",
  }),
  noCredentials: (why) => ({ what: why, cure: "entre na AWS, ou defina AWS_PROFILE" }),
  stackAway: (why) => ({
    what: `a AWS não responde como devia: ${why}`,
    cure: "veja a rede, a região e o relógio desta máquina",
  }),
  buildSame: (version) => ({ what: `versão ${version}, desta configuração` }),
  buildUnknown: { what: "no ar há uma versão anterior, que não diz do que foi feita", cure: "implante esta" },
  buildVersion: (there, here) => ({
    what: `no ar está a versão ${there}, e aqui a ${here}`,
    cure: "implante (`npm run deploy`; localmente, `npm start` de novo), ou volte àquela versão",
  }),
  buildCode: (version) => ({
    what: `versão ${version} lá e aqui, mas com outro código`,
    cure: "implante (`npm run deploy`; localmente, `npm start` de novo)",
  }),
  buildConfig: {
    what: "a configuração daqui não é a que está no ar",
    cure: "implante (`npm run deploy`; localmente, `npm start` de novo), ou desfaça a edição",
  },
  healthGood: (url) => ({ what: `${url}/health responde` }),
  healthBad: (url, came) => ({
    what: `${url}/health: ${came}`,
    cure: "veja o log de `update-session`, e se tudo foi implantado",
  }),
  noAddress: { what: "a stack não diz o seu endereço" },

  accountsGood: (names) => ({ what: names }),
  secretWrong: (problem) => ({ what: problem, cure: "corrija essa entrada; a edição vale em minutos" }),
  secretMissing: (name) => ({ what: `não existe ${name}`, cure: "crie, como docs/pt-BR/deploy.md mostra" }),
  secretsFileMissing: (file) => ({ what: `ainda não existe ${file}: o \`npm start\` cria` }),
  placeholder: (place) => ({ what: `${place} é só um exemplo`, cure: "ponha ali o verdadeiro" }),
  keyShape: {
    what: "as chaves do WTS Chat começam com pn_, e esta não",
    cure: "compare com Ajustes > Integrações > Integração via API no WTS",
  },
  sameKey: (others) => ({
    what: `tem a mesma chave que ${others}`,
    cure: "dê a cada conta a sua, ou use uma conta só",
  }),
  accountWithoutKey: {
    what: "a configuração fala desta conta, e o segredo de contas não tem chave para ela",
    cure: "acrescente ao segredo de contas, ou corrija o nome na configuração",
  },
  accessGood: (clients, sources) => ({
    what: `${clients} ${clients === 1 ? "cliente" : "clientes"}, ${sources} ${sources === 1 ? "fonte" : "fontes"}`,
  }),
  sourceGood: { what: "tem segredo" },
  sourceWithoutSecret: {
    what: "não tem segredo no segredo …/access: tudo que chega ali é recusado com 401",
    cure: "acrescente o segredo dela em `sources` do segredo …/access, ou tire a fonte",
  },
  secretWithoutSource: {
    what: "tem segredo, e a configuração não tem essa fonte",
    cure: "tire o segredo, ou corrija o nome",
  },
  targetWithoutAddress: (problem) => ({
    what: `é para avisar pessoas ali (\`notify\`), mas: ${problem}`,
    cure: "ponha o endereço em `notify` do segredo …/access",
  }),

  wtsGood: (host) => ({ what: `${host} responde como o WTS Chat` }),
  wtsAway: (host, why) => ({ what: `${host} não responde (${why})`, cure: "confira `wts.baseUrl` e a rede daqui" }),
  wtsFails: (host, status) => ({
    what: `${host} responde ${status}`,
    cure: "espere alguns minutos; o que está na fila é tentado de novo sozinho",
  }),
  notWts: (host, status) => ({
    what: `${host} responde ${status}, e não como o WTS Chat`,
    cure: "ponha em `wts.baseUrl` o endereço da API da sua marca, que não é o do aplicativo web",
  }),
  clockGood: (seconds) => ({ what: `diferença de até ${seconds} s` }),
  clockOff: (seconds) => ({
    what: `${Math.abs(seconds)} s ${seconds > 0 ? "atrasado em relação ao" : "adiantado em relação ao"} relógio de lá`,
    cure: "acerte o relógio desta máquina pela rede (NTP): assinaturas e a AWS recusam um errado",
  }),
  noDate: { what: "não diz a hora" },

  keyGood: { what: "funciona, também para atendimentos" },
  keyRefused: {
    what: "o WTS recusa: foi apagada, expirou ou foi copiada errado",
    cure: "crie outra no WTS (Ajustes > Integrações > Integração via API) e ponha no segredo de contas",
  },
  keyLacksSessions: {
    what: "funciona, mas não para atendimentos",
    cure: "crie no WTS uma chave que possa ler e mudar atendimentos",
  },
  versionGood: (version) => ({ what: `${version} responde` }),
  versionOther: (wanted, answers) => ({
    what: `as rotas de atendimentos da ${wanted} não respondem, e as da ${answers} sim`,
    cure: `ponha wts.apiVersion: "${answers}"`,
  }),
  versionNone: (wanted) => ({
    what: `as rotas de atendimentos da ${wanted} recusam, e as outras também`,
    cure: "pergunte ao suporte do WTS Chat sobre a API desta conta",
  }),

  rateGood: (percent) => ({ what: `${percent} % da nossa parte em uso; ninguém foi recusado há pouco` }),
  rateFull: (percent) => ({
    what: `${percent} % da nossa parte em uso: quem chama e a fila esperam`,
    cure: "aumente `limits.share`, ou chame menos",
  }),
  rateRefused: (minutes, percent) => ({
    what: `o WTS respondeu 429 nos últimos ${minutes} min, com ${percent} % da nossa parte em uso: outros da conta usam o resto`,
    cure: "descubra quem chama o WTS com chaves desta conta (n8n?), ou diminua `limits.share`",
  }),

  namesGood: (count) => ({
    what: count === 0 ? "nenhum em uso" : `${count} de equipes e atendentes, todos encontrados`,
  }),
  nameUnknown: (what, name, nearest) => ({
    what: `nenhum${what === "person" ? " atendente" : "a equipe"} se chama ${name}`,
    cure: nearest === undefined ? "corrija; `directory` mostra os nomes" : `escreva ${nearest}`,
  }),
  nameSeveral: (what, name, found) => ({
    what: `${found} ${what === "person" ? "atendentes" : "equipes"} se chamam ${name}`,
    cure: `indique qual pelo ${what === "person" ? "e-mail" : "id"}; \`directory\` mostra`,
  }),

  subscriptionGood: (events) => ({ what: `o WTS avisa de ${events}` }),
  subscriptionMissing: (events, command) => ({
    what: `o WTS não avisa ninguém aqui de ${events}`,
    cure: `\`${command}\``,
  }),
  subscriptionElsewhere: (host, command) => ({
    what: `o WTS avisa outro endereço, em ${host}`,
    cure: `\`${command}\`, depois tire o outro (\`npm run hooks -- wts subscriptions\` mostra)`,
  }),
  subscriptionSecret: (command) => ({
    what: "o WTS manda um segredo que não está mais no segredo …/access: tudo é recusado com 401",
    cure: `\`${command}\``,
  }),
  subscriptionEvents: (events, command) => ({
    what: `o WTS não avisa de ${events}, que a fonte publica`,
    cure: `\`${command}\``,
  }),
  subscriptionExtra: (events, command) => ({
    what: `o WTS avisa também de ${events}, que a fonte não publica`,
    cure: `\`${command}\``,
  }),
  subscriptionOff: (command) => ({ what: "o webhook do WTS está desligado", cure: `\`${command}\`` }),
  subscriptionAlso: (host) => ({
    what: `o WTS avisa também ${host}: outra stack, ou uma antiga, age nos mesmos atendimentos e gasta o mesmo limite`,
    cure: "se ninguém precisa dela: `npm run hooks -- wts subscriptions` mostra o id, para `wts unsubscribe`",
  }),
  subscriptionTunnel: (host, came) => ({
    what: `o WTS avisa ${host}, que não chega aqui (${came}): o túnel fechou, ou agora tem outro nome`,
    cure: "abra o túnel, `npm start` com TUNNEL_HOST, depois `npm run hooks -- wts subscribe --url <endereço dele>`",
  }),
  subscriptionTwice: (count) => ({
    what: `o WTS avisa tudo ${count} vezes, por ${count} webhooks`,
    cure: "`npm run hooks -- wts subscriptions` mostra; deixe só um",
  }),
  subscriptionByHeader: {
    what: "o segredo vem num cabeçalho que um proxy acrescenta: daqui não dá para ver se está lá",
  },
  subscriptionLocal: { what: "o WTS não alcança esta máquina sem túnel, e nenhum está cadastrado" },
  noPublish: { what: "nenhuma fonte publica eventos do WTS" },

  parkedNone: { what: "nada" },
  parkedSome: (count) => ({
    what: count === 1 ? "1 retido: não foi feito" : `${count} retidos: não foram feitos`,
    cure: "`npm run hooks -- parked list` mostra quais e por quê; corrija, depois `parked replay`",
  }),
  deadSome: (count) => ({
    what: `${count} em commands-dead: ${count === 1 ? "derrubou" : "derrubaram"} \`apply-commands\` várias vezes`,
    cure: "`npm run hooks -- parked list`; o log de `apply-commands` diz por quê",
  }),
  queuesGood: (waiting) => ({ what: waiting === 1 ? "1 comando espera" : `${waiting} comandos esperam` }),
  queuesLong: (waiting) => ({
    what: `${waiting} comandos esperam`,
    cure: "`npm run hooks -- status` mostra se diminuem; o runbook tem mais",
  }),
  queuesOld: (minutes) => ({
    what: `o comando mais antigo espera há ${minutes} min`,
    cure: "`npm run hooks -- status`; o runbook tem mais",
  }),
  queueMissing: (name) => ({ what: `não há fila ${name}`, cure: "implante esta versão" }),
  outcomesGood: { what: "todos publicados" },
  outcomesDue: (count) => ({
    what: `${count} ainda não ${count === 1 ? "publicado" : "publicados"}`,
    cure: "veja o log de `relay-outcomes`",
  }),

  pausedNone: { what: "não" },
  pausedAccount: (account) => ({
    what: "nenhum comando da fila é aplicado",
    cure: `\`npm run hooks -- resume --account ${account}\` libera`,
  }),
  pausedPolicy: (policy, account) => ({
    what: `a regra de encerramento ${policy} está pausada`,
    cure: `\`npm run hooks -- auto-close resume ${policy} --account ${account}\``,
  }),
  waitingPolicy: (policy, account) => ({
    what: `a regra de encerramento ${policy} não encerra ninguém antes de alguém confirmar`,
    cure: `veja o que ela faria (\`npm run hooks -- auto-close --dry-run --account ${account}\`), depois \`npm run hooks -- auto-close confirm ${policy} --account ${account}\``,
  }),

  schedulesGood: (what) => ({ what }),
  schedulesNone: { what: "nenhuma regra e nenhuma conferência esperam por um" },
  scheduleOff: (rule) => ({
    what: `o agendamento ${rule} está desligado`,
    cure: "ligue no console do EventBridge, ou implante",
  }),
  lastRun: (time) => `última execução de encerramento ${time}`,
  runStopped: (id) => ({
    what: `a execução ${id} do encerramento automático parou sozinha, porque fechou muito mais do que o normal: nada mais fecha até alguém decidir`,
    cure: `veja a execução (\`npm run hooks -- auto-close runs show ${id}\`), depois \`npm run hooks -- auto-close continue ${id}\`, ou \`npm run hooks -- auto-close runs undo ${id}\``,
  }),
  runFailed: (id, why) => ({
    what: `a execução ${id} do encerramento automático não deu em nada: ${why}`,
    cure: "corrija na configuração o que ela diz e implante; o que falhou no WTS é tentado de novo sozinho",
  }),
  runsHeldBack: { what: "o encerramento automático não tem nada que possa fazer: veja pausado" },
  runsRest: (minutes) => ({
    what: `o encerramento não roda há ${minutes} min`,
    cure: "veja o log de `close-idle-sessions`, e se o agendamento está ligado",
  }),
  runsNever: {
    what: "há regras de encerramento, e ele nunca rodou",
    cure: "veja o log de `close-idle-sessions`, e se o agendamento está ligado",
  },
  runsNotYet: { what: "o encerramento ainda não rodou: tudo começou há pouco" },
  reconciliationRests: (day) => ({
    what: `ninguém procura webhooks perdidos desde ${day}`,
    cure: "veja o log de `look-after-sessions`",
  }),
  reconciliationNever: {
    what: "`reconcile.at` está definido, e ninguém nunca procurou webhooks perdidos",
    cure: "veja o log de `look-after-sessions`",
  },

  alarmsGood: (count) => ({ what: `${count}, nenhum disparado` }),
  alarmsNone: { what: "a stack não tem nenhum", cure: "implante de novo" },
  alarmOn: (since) => ({
    what: `disparado desde ${since}`,
    cure: "a descrição dele no CloudWatch diz qual parte do runbook",
  }),
  alarmMute: {
    what: "está desligado: não avisa ninguém",
    cure: "`aws cloudwatch enable-alarm-actions --alarm-names <nome>`",
  },
  recipientsGood: (count) => ({ what: `${count} ${count === 1 ? "confirmado" : "confirmados"}` }),
  recipientsNone: {
    what: "ninguém está inscrito nos alarmes",
    cure: "inscreva um e-mail no tópico (console do SNS) e confirme",
  },
  recipientsPending: (count) => ({
    what: `${count} ${count === 1 ? "inscrito" : "inscritos"}, ainda sem confirmar`,
    cure: "abra o link no e-mail da AWS; olhe a caixa de spam",
  }),
  functionsGood: (concurrency) => ({
    what: `nenhum erro em 24 h; ${concurrency === undefined ? "a AWS não diz quantas" : concurrency} execuções simultâneas na conta`,
  }),
  functionErrors: (count) => ({
    what: `${count} ${count === 1 ? "erro" : "erros"} nas últimas 24 h`,
    cure: "o log dela no CloudWatch diz por quê; o runbook tem mais",
  }),
  functionOff: {
    what: "não pode rodar: há 0 execuções simultâneas reservadas para ela",
    cure: "`aws lambda delete-function-concurrency --function-name <nome>`",
  },
  fewExecutions: (count) => ({
    what: `esta conta da AWS tem ${count} execuções simultâneas ao todo`,
    cure: "peça 1.000 à AWS (Service Quotas > Lambda > Concurrent executions), sem custo",
  }),
};

export const doctorWords: Readonly<Record<Language, DoctorWords>> = { en, "pt-BR": ptBR };
