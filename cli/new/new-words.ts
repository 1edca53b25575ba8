// The words of `new`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";

interface NewWords {
  senderHeads: readonly string[];
  policyHeads: readonly string[];
  existing(name: string): string;
  nameTaken(name: string): string;
  wrote: string;
  listed(file: string): string;
  paste(file: string): string;
  secretAdded(file: string, name: string): string;
  secretKept(file: string, name: string): string;
  secretNotKept(file: string, name: string): string;
  observes: string;
  publishes: string;
  enterAt(title: string): string;
  yourApi: string;
  theSecret: string;
  secretIs(what: string): string;
  lookupSecretIs(what: string): string;
  stageSecret(name: string): string;
  tryIt: string;
  explains: string;
  tests: string;
  sends(name: string): string;
  closeGuard(confirm: string): string;
  moveGuard: string;
  needsEvents: string;
  order: string;
  previewClose: string;
  previewMove: string;
}

export const newWords: Readonly<Record<Language, NewWords>> = {
  en: {
    senderHeads: ["SENDER", "TYPE", "WHAT THE WRITTEN SOURCE DOES"],
    policyHeads: ["KIND", "WHAT THE WRITTEN POLICY DOES"],
    existing: (name) =>
      `${name} is written already, and nothing is written over: choose another name with --name, or take these away:`,
    nameTaken: (name) => `hooks.config.ts has a ${name} already: choose another name with --name`,
    wrote: "Written:",
    listed: (file) => `${file} imports and lists it.`,
    paste: (file) => `${file} is written in a way that only a person should change. Put these two lines in:`,
    secretAdded: (file, name) => `${file} has a made-up secret for ${name}, which opens nothing but this machine.`,
    secretKept: (file, name) => `${file} had a secret for ${name} already, which was left as it is.`,
    secretNotKept: (file, name) => `${file} could not be changed: put a secret for ${name} there, under "sources".`,
    observes:
      "It only watches so far (`observe: true`), also when it is deployed: take that line out when it does what you want.",
    publishes: "It changes no session: what WTS says goes onto the bus, for routing and for functions of yours.",
    enterAt: (title) => `To do at ${title}, once it is deployed:`,
    yourApi: "<your API>",
    theSecret: "<the secret>",
    secretIs: (what) => `Its secret: ${what}`,
    lookupSecretIs: (what) => `Its lookupSecret: ${what}`,
    stageSecret: (name) =>
      `On AWS that goes into the access secret of the stage, under \`sources\` (docs/deploy.md); on this machine, into ${name}.`,
    tryIt: "To try it:",
    explains: "what the sample would become, step by step",
    tests: "the test beside it",
    sends: (name) => `in another terminal while \`npm start\` runs: ${name}'s sample, signed`,
    closeGuard: (confirm) =>
      `Nothing is closed by it before you have looked at its first run and typed \`${confirm}\`, also when it is deployed.`,
    moveGuard: "It moves sessions as soon as it is deployed: look first at what it would decide.",
    needsEvents:
      "It acts on what WTS says of new and changed sessions, and no source of yours publishes that yet: `npm run hooks -- new source wts`.",
    order:
      "It stands last: the first policy that fits decides, so move its line up where it is to come before another.",
    previewClose: "whom it would warn and close now, and why not the others",
    previewMove: "who would get this session now, and why nobody else",
  },
  "pt-BR": {
    senderHeads: ["REMETENTE", "DIGITE", "O QUE A FONTE PRONTA FAZ"],
    policyHeads: ["TIPO", "O QUE A REGRA PRONTA FAZ"],
    existing: (name) =>
      `${name} já foi escrito, e nada é sobrescrito: escolha outro nome com --name, ou tire estes arquivos:`,
    nameTaken: (name) => `o hooks.config.ts já tem ${name}: escolha outro nome com --name`,
    wrote: "Arquivos escritos:",
    listed: (file) => `O ${file} já importa e lista.`,
    paste: (file) => `O ${file} está escrito de um jeito que só uma pessoa deve mudar. Ponha nele estas duas linhas:`,
    secretAdded: (file, name) => `O ${file} tem um segredo inventado para ${name}, que só abre esta máquina.`,
    secretKept: (file, name) => `O ${file} já tinha um segredo para ${name}, que ficou como estava.`,
    secretNotKept: (file, name) => `Não deu para mudar o ${file}: ponha nele um segredo para ${name}, em "sources".`,
    observes:
      "Por enquanto ela só observa (`observe: true`), mesmo implantada: tire essa linha quando fizer o que você quer.",
    publishes:
      "Ela não altera atendimento: o que o WTS conta vai para o barramento, para o roteamento e para funções suas.",
    enterAt: (title) => `O que fazer, depois de implantar (${title}):`,
    yourApi: "<sua API>",
    theSecret: "<o segredo>",
    secretIs: (what) => `O segredo: ${what}`,
    lookupSecretIs: (what) => `O lookupSecret: ${what}`,
    stageSecret: (name) =>
      `Na AWS, isso vai no segredo \`…/access\` do ambiente, em \`sources\` (docs/pt-BR/deploy.md); na sua máquina, em ${name}.`,
    tryIt: "Para experimentar:",
    explains: "no que a amostra viraria, passo a passo",
    tests: "o teste que veio junto",
    sends: (name) => `em outro terminal, com o \`npm start\` rodando: a amostra de ${name}, assinada`,
    closeGuard: (confirm) =>
      `Ela não encerra nada antes de você olhar a primeira execução e digitar \`${confirm}\`, mesmo implantada.`,
    moveGuard: "Ela move atendimentos assim que for implantada: antes, veja o que decidiria.",
    needsEvents:
      "Ela age com o que o WTS conta de atendimentos novos e alterados, e nenhuma fonte sua publica isso ainda: `npm run hooks -- new source wts`.",
    order: "Ela fica por último: vale a primeira regra que serve; suba a linha dela se tiver de vir antes de outra.",
    previewClose: "quem ela avisaria e encerraria agora, e por que não os outros",
    previewMove: "com quem este atendimento ficaria agora, e por que com mais ninguém",
  },
};
