// The README.md of a user's folder, in every language: what one edits, and the few commands of a day.
import type { Language } from "../../lib/core/texts/language.ts";

export const readmeText: Readonly<Record<Language, (title: string) => string>> = {
  en: (title) => `# ${title}

What happens to our WTS Chat sessions: who may change them by webhook, which are closed, who gets them.

| File | Holds |
|---|---|
| \`hooks.config.ts\` | everything that is configured; it lists sources and policies |
| \`sources/\` | who sends webhooks, and what becomes of a delivery |
| \`samples/\` | a delivery of each source, to try it with |
| \`secrets.json\` | keys and tokens of this machine; git ignores it. \`secrets.example.json\` shows its form |

Once: \`npm install\`. Then:

| Command | Does |
|---|---|
| \`npm run build\` | checks the configuration, and says all that is wrong with it |
| \`npm test\` | runs the tests beside the sources and policies |
| \`npm start\` | runs everything here, with a stand-in for WTS: no AWS, no WTS account |
| \`npm run hooks -- send crm\` | posts a sample, signed as its sender signs |
| \`npm run hooks -- new source\` | writes a source for Hotmart, Asaas, Stripe and others |
| \`npm run hooks -- --help\` | everything else that one can look at or do |
| \`npm run deploy -- --stage prod\` | builds and deploys to AWS, with your credentials |

Nobody but you changes what stands here: an upgrade is a new version in \`package.json\` and \`npm install\`, and touches no
file of this folder. What the product brings is in \`node_modules/wts-session-hooks\`, with its CHANGELOG and its pages: where a command
names \`docs/deploy.md\`, it is the one there.
`,
  "pt-BR": (title) => `# ${title}

O que acontece com os nossos atendimentos no WTS Chat: quem pode alterá-los por webhook, quais são encerrados, quem os recebe.

| Arquivo | O que tem |
|---|---|
| \`hooks.config.ts\` | toda a configuração; lista as fontes e as regras |
| \`sources/\` | quem envia webhooks, e o que cada entrega vira |
| \`samples/\` | uma entrega de cada fonte, para experimentar |
| \`secrets.json\` | chaves e tokens desta máquina; fica fora do git. O \`secrets.example.json\` mostra o formato |

Uma vez: \`npm install\`. Depois:

| Comando | O que faz |
|---|---|
| \`npm run build\` | confere a configuração e diz tudo o que há de errado nela |
| \`npm test\` | roda os testes que ficam ao lado das fontes e das regras |
| \`npm start\` | roda tudo aqui, com um WTS de mentira: sem AWS e sem conta no WTS |
| \`npm run hooks -- send crm\` | envia uma amostra, assinada como o remetente assina |
| \`npm run hooks -- new source\` | escreve uma fonte para Hotmart, Asaas, Stripe e outros |
| \`npm run hooks -- --help\` | tudo o mais que dá para ver ou fazer |
| \`npm run deploy -- --stage prod\` | monta e implanta na AWS, com as suas credenciais |

Ninguém além de você altera o que está aqui: atualizar é trocar a versão no \`package.json\` e rodar \`npm install\`, e isso não mexe
em nenhum arquivo desta pasta. O que o produto traz está em \`node_modules/wts-session-hooks\`, com o CHANGELOG e as páginas dele: quando um
comando cita \`docs/pt-BR/deploy.md\`, é a que está lá.
`,
};
