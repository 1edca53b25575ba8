// The words of `setup` and `remove`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { StagePlace } from "../stage-stack.ts";
import type { SetupStep, StepState } from "./step.ts";

interface SetupWords {
  askAccount(about: StagePlace & { account: string; name: string }): string;
  into(about: StagePlace & { account: string; name: string }): string;
  root: string;
  fewAtOnce(count: number): string;
  steps: Readonly<Record<SetupStep["name"], string>>;
  states: Readonly<Record<StepState, string>>;
  failed(step: string): string;
  again(command: string): string;
  complete: string;
  later: string;
  policyCommand(place: StagePlace): string;
  permissionsNotChecked(why: string): string;
  permissionsMissing(name: string): string;
  permissionsThere(count: number): string;
  askKey(account: string, host: string): string;
  exampleKey(account: string): string;
  otherVersion(found: string, configured: string): string;
  keysGood(accounts: readonly string[]): string;
  keysWritten(accounts: readonly string[], secretId: string): string;
  askSourceSecret(name: string): string;
  badSourceSecret(name: string, problem: string): string;
  exampleSecrets(places: readonly string[], secretId: string): string;
  tokenFileThere(file: string): string;
  tokenFileNotWritten(file: string, code: string): string;
  tokenInFile(client: string, file: string): string;
  tokenInSecret(client: string, secretId: string): string;
  tokenShown(client: string): string;
  tokenWasShown(client: string): string;
  closed(names: readonly string[]): string;
  accessThere: string;
  accessWritten(names: readonly string[], secretId: string): string;
  badAccess: string;
  askRestore(secretId: string): string;
  restored(secretId: string): string;
  underWay(stack: string, status: string): string;
  leftBehind(names: readonly string[], place: StagePlace): string;
  notDeployed: string;
  denied(action: string): string;
  deployed(url: string): string;
  deployedAlready(url: string): string;
  askEmail: string;
  noEmail(given: string): string;
  noTopic: string;
  alarmsRead: string;
  alarmsWait(address: string): string;
  alarmsUnread: string;
  nothingPublished: string;
  subscribed(names: readonly string[]): string;
  notHealthy(url: string, said: string, seconds: number): string;
  healthy(url: string): string;
  nothingObserves: string;
  notTaken(name: string, status: number): string;
  taken(name: string, url: string): string;
}

const listed = (names: readonly string[]): string => names.join(", ");
const policy = ({ stage, region }: StagePlace): string =>
  `npm run -s hooks -- setup --stage ${stage} --region ${region} --print-policy`;

export const setupWords: Readonly<Record<Language, SetupWords>> = {
  en: {
    askAccount: ({ stage, region, account, name }) =>
      `Set up the stage ${stage} in the AWS account ${account}, ${region}, as ${name}?`,
    into: ({ stage, region, account, name }) => `Stage ${stage} in the AWS account ${account}, ${region}, as ${name}`,
    root: "You are signed in as the account's root user, whom nothing limits: make a user or a role of its own for this (docs/deploy.md)",
    fewAtOnce: (count) =>
      `This account runs at most ${count} functions at once in this region: ask for 1,000 under Service Quotas, Lambda, Concurrent executions; it costs nothing, and until then a backlog takes all of them`,
    steps: {
      permissions: "May you deploy?",
      secrets: "Secrets",
      deploy: "Deploy",
      alarms: "Alarms",
      wts: "WTS's webhook",
      delivery: "First delivery",
      doctor: "Doctor",
    },
    states: { done: "done", already: "was done already", "left-out": "left out", waits: "waits for somebody" },
    failed: (step) => `the step "${step}" failed:`,
    again: (command) => `mend that and run it again; it goes on from there: ${command}`,
    complete: "The stage is set up.",
    later:
      "The stage is set up, but for what waits above: run the same command again afterwards, and it says whether it is there.",
    policyCommand: (place) => `the policy to paste: ${policy(place)}`,
    permissionsNotChecked: (why) =>
      `IAM does not say what you may (${why}); if the deployment is refused, the policy names what it takes`,
    permissionsMissing: (name) =>
      `${name} may not do all that a deployment does; attach the policy below in IAM, or have it attached. It lacks:`,
    permissionsThere: (count) => `you may do all ${count} statements of the policy`,
    askKey: (account, host) => `API key of WTS Chat for the account ${account} at ${host} (it is not shown): `,
    exampleKey: (account) =>
      `the key of the account ${account} is that of the example: put a real one there, with --replace-key`,
    otherVersion: (found, configured) =>
      `WTS answers by version ${found} of its API, and hooks.config.ts says ${configured}: set wts.apiVersion to "${found}"`,
    keysGood: (accounts) => `the keys of ${listed(accounts)} are there`,
    keysWritten: (accounts, secretId) => `the keys of ${listed(accounts)} are good and stand in ${secretId}`,
    askSourceSecret: (name) => `Secret of the source ${name}, as its sender shows it (it is not shown; empty: later): `,
    badSourceSecret: (name, problem) =>
      `what was given is no secret of the source ${name} (${problem}): copy it from the sender again`,
    exampleSecrets: (places, secretId) =>
      `${listed(places)} of ${secretId} are those of the example, which everybody knows: put others there (docs/deploy.md, Rotate)`,
    tokenFileThere: (file) =>
      `the file ${file} is there already, perhaps with the token of another stage: move it away, or name another with --token-file`,
    tokenFileNotWritten: (file, code) =>
      `the file ${file} could not be written (${code}): name another with --token-file`,
    tokenInFile: (client, file) =>
      `the token of the client ${client} stands in ${file}: move it to whoever calls, and delete the file`,
    tokenInSecret: (client, secretId) =>
      `the token of the client ${client} stands in ${secretId} and nowhere else: \`aws secretsmanager get-secret-value\` reads it`,
    tokenShown: (client) =>
      `The token of the client ${client}, which is shown this once; it goes into n8n, or whatever calls:`,
    tokenWasShown: (client) => `the token of the client ${client} was shown above`,
    closed: (names) => `without a secret, so that nobody is let in: ${listed(names)}; run this again once you have it`,
    accessThere: "tokens and secrets of sources are there",
    accessWritten: (names, secretId) => `${listed(names)} stand in ${secretId}`,
    badAccess: "what would be written is not valid:",
    askRestore: (secretId) =>
      `The secret ${secretId} is deleted, and AWS keeps it for some days. Restore it, with what it held?`,
    restored: (secretId) => `${secretId} was restored`,
    underWay: (stack, status) => `the stack ${stack} is being changed (${status}): wait until that has ended`,
    leftBehind: (names, place) =>
      `there is no stack, but ${listed(names)} of an earlier one: delete them with what they hold (\`npm run hooks -- remove --stage ${place.stage} --region ${place.region} --with-data\`), or keep them as docs/deploy.md says under "Deploy again after a removal"`,
    notDeployed: "the deployment failed; the last it said:",
    denied: (action) => `AWS does not allow you ${action}`,
    deployed: (url) => `it answers at ${url}`,
    deployedAlready: (url) => `what is deployed is what stands here; it answers at ${url}`,
    askEmail: "Which e-mail address gets the alarms? (empty: nobody for now) ",
    noEmail: (given) => `"${given}" is no e-mail address: expected one such as ops@example.com`,
    noTopic: "the stack has no topic for alarms: deploy it again",
    alarmsRead: "somebody gets them, and has confirmed it",
    alarmsWait: (address) => `AWS sends ${address} an e-mail: the link in it has to be clicked within three days`,
    alarmsUnread: "nobody gets them: give an address with --email",
    nothingPublished: "no source publishes events of WTS, so WTS has nothing to tell",
    subscribed: (names) => `WTS tells ${listed(names)}`,
    notHealthy: (url, said, seconds) =>
      `${url}/health should answer 200 and answered ${said} for ${seconds} s: look into the log of update-session, or give another address with --url`,
    healthy: (url) => `${url}/health answers 200`,
    nothingObserves:
      "no source with a secret and a sample has `observe: true`: to send one to another might change a session",
    notTaken: (name, status) =>
      `a delivery to the source ${name} was answered ${status}: \`npm run hooks -- send ${name} --stage <stage>\` says more`,
    taken: (name, url) => `${url} is up, and took a signed delivery to ${name}, which only observes`,
  },
  "pt-BR": {
    askAccount: ({ stage, region, account, name }) =>
      `Preparar o ambiente ${stage} na conta AWS ${account}, ${region}, como ${name}?`,
    into: ({ stage, region, account, name }) => `Ambiente ${stage} na conta AWS ${account}, ${region}, como ${name}`,
    root: "Você entrou como usuário raiz da conta, que pode tudo: crie um usuário ou uma função só para isto (docs/pt-BR/deploy.md)",
    fewAtOnce: (count) =>
      `Nesta região, esta conta roda no máximo ${count} funções ao mesmo tempo: peça 1.000 em Service Quotas, Lambda, Concurrent executions; é de graça, e até lá uma fila grande ocupa todas`,
    steps: {
      permissions: "Permissões",
      secrets: "Segredos",
      deploy: "Implantação",
      alarms: "Alarmes",
      wts: "Webhook do WTS",
      delivery: "Primeira entrega",
      doctor: "Diagnóstico",
    },
    states: { done: "feito", already: "já estava feito", "left-out": "ficou de fora", waits: "depende de alguém" },
    failed: (step) => `a etapa "${step}" falhou:`,
    again: (command) => `corrija e rode de novo, que continua daqui: ${command}`,
    complete: "O ambiente está pronto.",
    later: "O ambiente está pronto, menos o que depende de alguém: depois, rode o mesmo comando, e ele diz se já está.",
    policyCommand: (place) => `a política para colar: ${policy(place)}`,
    permissionsNotChecked: (why) =>
      `o IAM não diz o que você pode (${why}); se a implantação for recusada, a política mostra o que falta`,
    permissionsMissing: (name) =>
      `${name} não pode tudo o que uma implantação faz; anexe a política abaixo no IAM, ou peça a quem pode. Falta:`,
    permissionsThere: (count) => `você pode tudo o que está nas ${count} partes da política`,
    askKey: (account, host) => `Chave da API do WTS Chat da conta ${account} em ${host} (não aparece na tela): `,
    exampleKey: (account) => `a chave da conta ${account} é a do exemplo: ponha uma de verdade, com --replace-key`,
    otherVersion: (found, configured) =>
      `o WTS responde pela versão ${found} da API, e o hooks.config.ts diz ${configured}: mude wts.apiVersion para "${found}"`,
    keysGood: (accounts) => `as chaves já existem: ${listed(accounts)}`,
    keysWritten: (accounts, secretId) => `as chaves funcionam e estão em ${secretId}: ${listed(accounts)}`,
    askSourceSecret: (name) =>
      `Segredo da fonte ${name}, como o remetente mostra (não aparece na tela; vazio: depois): `,
    badSourceSecret: (name, problem) =>
      `isto não serve de segredo da fonte ${name} (${problem}): copie de novo no remetente`,
    exampleSecrets: (places, secretId) =>
      `em ${secretId}, ${listed(places)} são do exemplo, que todo mundo conhece: troque (docs/pt-BR/deploy.md)`,
    tokenFileThere: (file) =>
      `o arquivo ${file} já existe, talvez com o token de outro ambiente: tire-o daí, ou dê outro nome em --token-file`,
    tokenFileNotWritten: (file, code) => `não deu para gravar o arquivo ${file} (${code}): dê outro em --token-file`,
    tokenInFile: (client, file) =>
      `o token do cliente ${client} está em ${file}: passe para quem chama e apague o arquivo`,
    tokenInSecret: (client, secretId) =>
      `o token do cliente ${client} está em ${secretId} e em nenhum outro lugar: \`aws secretsmanager get-secret-value\` mostra`,
    tokenShown: (client) => `O token do cliente ${client}, que só aparece desta vez; ele vai no n8n, ou em quem chama:`,
    tokenWasShown: (client) => `o token do cliente ${client} apareceu acima`,
    closed: (names) => `sem segredo, portanto fechadas: ${listed(names)}; rode de novo quando tiver`,
    accessThere: "os tokens e os segredos das fontes já existem",
    accessWritten: (names, secretId) => `${listed(names)} estão em ${secretId}`,
    badAccess: "o que seria gravado não vale:",
    askRestore: (secretId) =>
      `O segredo ${secretId} foi apagado, e a AWS ainda o guarda por alguns dias. Restaurar, com o que tinha?`,
    restored: (secretId) => `${secretId} foi restaurado`,
    underWay: (stack, status) => `a pilha ${stack} está mudando (${status}): espere terminar`,
    leftBehind: (names, place) =>
      `não há pilha, mas ${listed(names)} de uma anterior: apague com o que guardam (\`npm run hooks -- remove --stage ${place.stage} --region ${place.region} --with-data\`), ou aproveite como diz docs/pt-BR/deploy.md`,
    notDeployed: "a implantação falhou; o fim do que ela disse:",
    denied: (action) => `a AWS não deixa você fazer ${action}`,
    deployed: (url) => `responde em ${url}`,
    deployedAlready: (url) => `o que está no ar é o que está aqui; responde em ${url}`,
    askEmail: "Que e-mail recebe os alarmes? (vazio: ninguém por enquanto) ",
    noEmail: (given) => `"${given}" não é um e-mail: o esperado é algo como ops@example.com`,
    noTopic: "a pilha não tem tópico de alarmes: implante de novo",
    alarmsRead: "alguém recebe, e já confirmou",
    alarmsWait: (address) => `a AWS manda um e-mail para ${address}: o link dele tem que ser clicado em até três dias`,
    alarmsUnread: "ninguém recebe: dê um e-mail com --email",
    nothingPublished: "nenhuma fonte publica eventos do WTS: o WTS não tem o que avisar",
    subscribed: (names) => `o WTS avisa ${listed(names)}`,
    notHealthy: (url, said, seconds) =>
      `${url}/health devia responder 200 e respondeu ${said} durante ${seconds} s: veja o log de update-session, ou dê outro endereço com --url`,
    healthy: (url) => `${url}/health responde 200`,
    nothingObserves:
      "nenhuma fonte com segredo e exemplo tem `observe: true`: mandar a outra poderia mudar um atendimento",
    notTaken: (name, status) =>
      `uma entrega à fonte ${name} recebeu ${status}: \`npm run hooks -- send ${name} --stage <stage>\` diz mais`,
    taken: (name, url) => `${url} está no ar, e recebeu uma entrega assinada para ${name}, que só observa`,
  },
};
