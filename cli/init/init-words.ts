// The words of `init`, in every language.
import type { Language } from "../../lib/core/texts/language.ts";
import type { MadeFolder } from "./made-folder.ts";
import type { GitState } from "./start-git.ts";

interface InitWords {
  made(folder: MadeFolder): readonly string[];
  occupied(folder: string): string;
  isProduct(folder: string): string;
  badManifest(file: string): string;
  notWritten(file: string, code: string): string;
}

interface Phrases {
  ready(folder: string): string;
  wrote: string;
  kept: string;
  added(names: string): string;
  git: Readonly<Record<GitState, string>>;
  next: string;
  steps: readonly (readonly [command: string, what: string])[];
  after: string;
}

const lines = (say: Phrases, { folder, typed, written, kept, added, git }: MadeFolder): readonly string[] => {
  const listed = (title: string, files: readonly string[]): string[] =>
    files.length > 0 ? [title, ...files.map((file) => `  ${file}`)] : [];
  const steps = [...(typed === undefined ? [] : [[`cd ${typed}`, ""] as const]), ...say.steps];
  const width = Math.max(...steps.map(([command]) => command.length));
  return [
    say.ready(folder),
    ...listed(say.wrote, written),
    ...listed(say.kept, kept),
    ...(added.length > 0 ? [say.added(added.join(", "))] : []),
    say.git[git],
    "",
    say.next,
    ...steps.map(([command, what]) => `  ${command.padEnd(width)}   ${what}`.trimEnd()),
    "",
    say.after,
  ];
};

const en: Phrases = {
  ready: (folder) => `Your folder is ready: ${folder}`,
  wrote: "Written:",
  kept: "Left as they were:",
  added: (names) => `package.json was given what it lacked: ${names}`,
  git: {
    made: "It is a git repository now; secrets.json is ignored.",
    inside: "It stands in a git repository, so none was made; secrets.json is ignored.",
    absent: "There is no git here, so it is no repository; .gitignore is there for when it is one.",
  },
  next: "Now:",
  steps: [
    ["npm install", "once, and after every upgrade"],
    ["npm test", "what the sample becomes"],
    ["npm start", "everything on this machine, with a stand-in for WTS"],
    ["npm run hooks -- send crm", "in another terminal: the sample, signed"],
  ],
  after: "Then edit hooks.config.ts. README.md says the rest.",
};

const pt: Phrases = {
  ready: (folder) => `Sua pasta está pronta: ${folder}`,
  wrote: "Arquivos escritos:",
  kept: "Ficaram como estavam:",
  added: (names) => `O package.json ganhou o que faltava: ${names}`,
  git: {
    made: "Ela já é um repositório git; o secrets.json fica fora dele.",
    inside: "Ela está dentro de um repositório git, então nenhum foi criado; o secrets.json fica fora dele.",
    absent: "Não há git aqui, então ela não é um repositório; o .gitignore já está lá para quando for.",
  },
  next: "Agora:",
  steps: [
    ["npm install", "uma vez, e depois de cada atualização"],
    ["npm test", "o que a amostra vira"],
    ["npm start", "tudo nesta máquina, com um WTS de mentira"],
    ["npm run hooks -- send crm", "em outro terminal: a amostra, assinada"],
  ],
  after: "Depois, edite o hooks.config.ts. O README.md conta o resto.",
};

export const initWords: Readonly<Record<Language, InitWords>> = {
  en: {
    made: (folder) => lines(en, folder),
    occupied: (folder) =>
      `${folder} has files of these names, and nothing was written: take them away, or name another folder`,
    isProduct: (folder) =>
      `${folder} is the product itself: name a folder for yours, such as \`npm run hooks -- init ../my-company\``,
    badManifest: (file) => `${file} is not a JSON object, and nothing was written: mend it, or name another folder`,
    notWritten: (file, code) => `${file} cannot be written (${code}): see to it that the folder can be written to`,
  },
  "pt-BR": {
    made: (folder) => lines(pt, folder),
    occupied: (folder) =>
      `${folder} já tem arquivos com estes nomes, e nada foi escrito: tire-os de lá, ou escolha outra pasta`,
    isProduct: (folder) =>
      `${folder} é o próprio produto: diga em que pasta fica a sua, como em \`npm run hooks -- init ../minha-empresa\``,
    badManifest: (file) => `${file} não é um objeto JSON, e nada foi escrito: corrija-o, ou escolha outra pasta`,
    notWritten: (file, code) => `não dá para gravar ${file} (${code}): veja se a pasta aceita gravação`,
  },
};
