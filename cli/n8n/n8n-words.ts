// What `n8n` says on the screen, in both languages.
import type { Language } from "../../lib/core/texts/language.ts";

export interface N8nWords {
  workflow(name: string): string;
  written(file: string, node: string): string;
  samplesWritten(files: string): string;
  carriedWhole: string;
  doesNothing: string;
  leftHeading: string;
  schedule: string;
  trigger: string;
  noWebhook: string;
  sampleHeading(number: number, isPinned: boolean): string;
  came: { commands: string; filtered: string; nothing: string; refused(problem: string): string };
  todoVoid: string;
  nextSteps(written: {
    isListed: boolean;
    /** "not-kept": there is none on this machine. */
    secret: string;
    secretsFile: string;
    file: string;
    samples: readonly string[];
    source: { exportName: string; name: string };
  }): readonly string[];
  pinnedArePersonal: string;
  verdictLeft(count: number): string;
  verdictNothing: string;
  verdictIdle(count: number): string;
  verdictSamples(count: number): string;
  paste(credential: string, isBatch: boolean): readonly string[];
}

export const n8nWords: Readonly<Record<Language, N8nWords>> = {
  en: {
    workflow: (name) => `Workflow ${name}`,
    written: (file, node) => `  ${file}: of webhook ${node}`,
    samplesWritten: (files) => `  ${files}: samples`,
    carriedWhole: "  everything was carried over",
    doesNothing: "  no step of this flow changes a session: a delivery does nothing here",
    leftHeading: "  left to you, each marked TODO in the file (a delivery that gets there does nothing):",
    schedule:
      "starts by the clock: to close or hand on sessions write a policy (docs/guides/close-idle-sessions.md, docs/guides/route-sessions.md)",
    trigger: "is no webhook: nothing starts a mapping but a delivery",
    noWebhook: "  has no webhook, so that there is no source to write",
    sampleHeading: (number, isPinned) => `  sample ${number} (${isPinned ? "pinned in n8n" : "made up"}):`,
    came: {
      commands: "becomes",
      filtered: "is filtered out",
      nothing: "yields no command",
      refused: (problem) => `would be parked: ${problem}`,
    },
    todoVoid: "meets a TODO, or nothing is left to do",
    nextSteps: ({ isListed, secret, secretsFile, file, samples: [sample = file], source: { exportName, name } }) => [
      "Next:",
      isListed
        ? "  1. hooks.config.ts lists it already: look at both files"
        : `  1. in hooks.config.ts: import { ${exportName} } from "./sources/${name}.ts"; and "${name}": ${exportName} under sources`,
      secret === "not-kept"
        ? `  2. put a secret for ${name} into the access secret (on this machine: ${secretsFile})`
        : `  2. ${secretsFile} has a made-up secret for ${name}; what is deployed needs the sender's, in the access secret`,
      `  3. npm run hooks -- explain ${sample} --source ${name} --sign`,
      "  4. deploy, read in the log what it would do, then take `observe: true` out",
    ],
    pinnedArePersonal:
      "The samples hold what was pinned: where that is of real customers, change it before you commit it.",
    verdictLeft: (count) =>
      `${count === 1 ? "1 step of the workflow is" : `${count} steps of the workflow are`} left to you: see TODO above`,
    verdictIdle: (count) =>
      `${count === 1 ? "1 source does" : `${count} sources do`} nothing: is this the workflow that calls WTS, and is its Webhook node connected?`,
    verdictNothing: "there is no webhook in this file, so that nothing was written",
    verdictSamples: (count) =>
      `${count === 1 ? "1 sample" : `${count} samples`} would be parked: correct the mapping first`,
    paste: (credential, isBatch) => [
      "1. Copy all of the JSON above, click on the canvas of your workflow in n8n, and paste it (Ctrl+V).",
      `2. In n8n make a credential of the type "Header Auth", called "${credential}": Name Authorization, Value Bearer <your token of the HTTP API>.`,
      "3. Choose this credential in the new node; the token stands in no workflow.",
      isBatch
        ? "4. Connect it in place of the WTS node and fill in what is in <…>. The IF after it stops the workflow where our answer has an error."
        : "4. Connect it in place of the WTS node and fill in what is in <…>: the fields are those that you know.",
      "5. Run it once, and compare the session in WTS; then take the WTS node out.",
    ],
  },
  "pt-BR": {
    workflow: (name) => `Fluxo ${name}`,
    written: (file, node) => `  ${file}: do webhook ${node}`,
    samplesWritten: (files) => `  ${files}: exemplos`,
    carriedWhole: "  foi trazido por inteiro",
    doesNothing: "  nenhum passo deste fluxo muda um atendimento: a entrega não faz nada aqui",
    leftHeading: "  fica com você, marcado com TODO no arquivo (a entrega que chega lá não faz nada):",
    schedule:
      "começa pelo relógio: para encerrar ou repassar atendimentos escreva uma regra (docs/pt-BR/close-idle-sessions.md, docs/pt-BR/route-sessions.md)",
    trigger: "não é um webhook: só uma entrega começa um mapeamento",
    noWebhook: "  não tem webhook, logo não há fonte para escrever",
    sampleHeading: (number, isPinned) => `  exemplo ${number} (${isPinned ? "fixado no n8n" : "inventado"}):`,
    came: {
      commands: "vira",
      filtered: "não passa no filtro",
      nothing: "não dá comando",
      refused: (problem) => `seria separada: ${problem}`,
    },
    todoVoid: "encontra um TODO, ou não há o que fazer",
    nextSteps: ({ isListed, secret, secretsFile, file, samples: [sample = file], source: { exportName, name } }) => [
      "Agora:",
      isListed
        ? "  1. o hooks.config.ts já cita a fonte: olhe os dois arquivos"
        : `  1. no hooks.config.ts: import { ${exportName} } from "./sources/${name}.ts"; e "${name}": ${exportName} em sources`,
      secret === "not-kept"
        ? `  2. ponha um segredo para ${name} no access secret (na sua máquina: ${secretsFile})`
        : `  2. o ${secretsFile} já tem um segredo inventado para ${name}; o que é publicado precisa do segredo de quem envia, no access secret`,
      `  3. npm run hooks -- explain ${sample} --source ${name} --sign`,
      "  4. publique, leia no log o que ele faria, e só então tire `observe: true`",
    ],
    pinnedArePersonal:
      "Os exemplos têm o que estava fixado: se forem dados de clientes de verdade, troque antes de fazer o commit.",
    verdictLeft: (count) =>
      `${count === 1 ? "1 passo do fluxo fica" : `${count} passos do fluxo ficam`} com você: veja o que está marcado com TODO acima`,
    verdictIdle: (count) =>
      `${count === 1 ? "1 fonte não faz" : `${count} fontes não fazem`} nada: é este o fluxo que chama o WTS, e o nó Webhook dele está ligado?`,
    verdictNothing: "não há webhook neste arquivo, por isso nada foi escrito",
    verdictSamples: (count) =>
      `${count === 1 ? "1 exemplo seria separado" : `${count} exemplos seriam separados`}: corrija antes o mapeamento`,
    paste: (credential, isBatch) => [
      "1. Copie todo o JSON acima, clique na área do seu fluxo no n8n e cole (Ctrl+V).",
      `2. No n8n crie uma credencial do tipo "Header Auth", chamada "${credential}": Name Authorization, Value Bearer <o seu token da API HTTP>.`,
      "3. Escolha essa credencial no nó novo; o token não fica em nenhum fluxo.",
      isBatch
        ? "4. Ligue o nó no lugar do nó do WTS e preencha o que está em <…>. O IF depois dele para o fluxo se a nossa resposta traz um erro."
        : "4. Ligue o nó no lugar do nó do WTS e preencha o que está em <…>: os campos são os que você conhece.",
      "5. Rode uma vez e compare o atendimento no WTS; depois tire o nó do WTS.",
    ],
  },
};
