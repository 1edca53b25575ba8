// What `send` says after its answer, in every language; what was answered is shown as it came.
import type { Language } from "../../lib/core/texts/language.ts";

export interface SendWords {
  sent(request: string, bytes: number, place: string): string;
  wouldSend(request: string, bytes: number, place: string): string;
  noText: string;
  hidden: string;
  sourceHeads: readonly string[];
  noSecret: string;
  noSources: string;
  requestId(id: string | null): string;
  refused: string;
  builtWithout(name: string, isDeployed: boolean): string;
  notTaken: string;
  observed: string;
  /** `options` are those that name the stage. */
  noCommand(options: string): string;
  copy: string;
  taken(options: string, lookedUpAt: readonly string[]): string;
}

export const sendWords: Readonly<Record<Language, SendWords>> = {
  en: {
    sent: (request, bytes, place) => `${request} (${bytes} bytes, signed) to ${place}`,
    wouldSend: (request, bytes, place) => `${request} (${bytes} bytes) would be signed and sent to ${place}:`,
    noText: "(the body is no text)",
    hidden: "Texts and phone numbers are hidden: --reveal shows them.",
    sourceHeads: ["SOURCE", "VERIFIED BY", "ACCOUNT", "SAMPLES"],
    noSecret: "no secret yet",
    noSources: "hooks.config.ts has no sources: add one first.",
    requestId: (id) => `request id ${id ?? "unknown"}`,
    refused: "It was refused: the log of receive-webhook has the reason, under this request id.",
    builtWithout: (name, isDeployed) =>
      `hooks.config.ts has ${name} here, but what runs there was built without it: ${isDeployed ? "deploy it" : "stop `npm start` and start it again"}.`,
    notTaken: "It was not taken; a sender would send it again.",
    observed:
      "It was taken, and nothing is done: the source only observes, and the log of receive-webhook has what would be done.",
    noCommand: (options) =>
      `It was taken, and there is no command for it: it was filtered out, the mapping yields nothing, or it is parked (npm run hooks --${options} parked list). \`explain\` shows which.`,
    copy: "It was taken, and nothing more is done: it is a copy of what was applied before. Change the delivery's id, or its content, for a new one.",
    taken: (options, hosts) =>
      `It was taken${hosts.length === 0 ? "" : `, and the worker asks ${hosts.join(" and ")} what it is about before it is mapped`}. What became of it: npm run hooks --${options} deliveries list`,
  },
  "pt-BR": {
    sent: (request, bytes, place) => `${request} (${bytes} bytes, com assinatura), para ${place}`,
    wouldSend: (request, bytes, place) => `${request} (${bytes} bytes) seria enviada com assinatura, para ${place}:`,
    noText: "(o corpo não é texto)",
    hidden: "Textos e telefones estão ocultos; --reveal mostra.",
    sourceHeads: ["FONTE", "VERIFICADA POR", "CONTA", "EXEMPLOS"],
    noSecret: "ainda sem segredo",
    noSources: "O hooks.config.ts não tem fontes: inclua uma primeiro.",
    requestId: (id) => `id da requisição ${id ?? "desconhecido"}`,
    refused: "Foi recusada: o motivo está no log de receive-webhook, com este id da requisição.",
    builtWithout: (name, isDeployed) =>
      `O hooks.config.ts daqui tem ${name}, mas o que está no ar foi montado sem essa fonte: ${isDeployed ? "implante" : "pare o `npm start` e comece de novo"}.`,
    notTaken: "Não foi recebida; o remetente enviaria de novo.",
    observed: "Foi recebida, e nada é feito: a fonte só observa, e o que seria feito está no log de receive-webhook.",
    noCommand: (options) =>
      `Foi recebida, e não virou comando nenhum: o filtro descartou, o mapeamento não dá em nada, ou ela ficou retida (npm run hooks --${options} parked list). O \`explain\` mostra qual dos três.`,
    copy: "Foi recebida, e mais nada é feito: é cópia do que já foi aplicado. Para valer como nova, mude o id da entrega ou o conteúdo.",
    taken: (options, hosts) =>
      `Foi recebida${hosts.length === 0 ? "" : `; antes do mapeamento, ${hosts.join(" e ")} ainda tem de responder do que se trata`}. O que foi feito dela: npm run hooks --${options} deliveries list`,
  },
};
