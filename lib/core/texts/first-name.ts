// The first name of a person out of what WhatsApp and WTS call them: people write there whatever they like, and no greeting is better than a wrong one.
import { foldName } from "../names.ts";

const longestName = 20;

/** They stand before a name. */
const titles = [
  "sr",
  "sra",
  "srta",
  "dr",
  "dra",
  "prof",
  "profa",
  "eng",
  "enf",
  "pe",
  "pr",
  "dona",
  "seu",
  "mr",
  "mrs",
  "ms",
];

/** Where one of these stands anywhere, it is a shop, a number or nobody, not a person. */
const notPeople = [
  ..."cliente contato lead usuario user teste test whatsapp zap unknown desconhecido anonimo convidado visitante".split(
    " ",
  ),
  ..."ltda me eireli epp mei sa cia empresa loja lojas clinica consultorio hospital padaria mercado mercearia".split(
    " ",
  ),
  ..."restaurante lanchonete pizzaria oficina salao barbearia farmacia escola igreja grupo imobiliaria construtora".split(
    " ",
  ),
  ..."advocacia advogados contabilidade transportes distribuidora comercio servicos solucoes suporte atendimento".split(
    " ",
  ),
  ..."financeiro vendas comercial recepcao administrativo studio store shop oficial delivery bot".split(" "),
];

/** A name that begins so has lost its first part. */
const particles = ["da", "de", "do", "das", "dos", "e", "di", "del", "van", "von"];

/** An address, or what another system left of a placeholder of its own. */
const notNames = /[/\\@{}<>[\]|]|\S\.\p{L}{2}/u;

/** Letters, in parts such as Ana-Maria and D'Ávila. */
const nameLike = /^\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*$/u;
const aroundWords = /^[^\p{L}\p{N}@]+|[^\p{L}\p{M}\p{N}]+$/gu;

const capital = (part: string): string => part.slice(0, 1).toLocaleUpperCase("pt-BR") + part.slice(1);

/** Whoever wrote in one case had no say in it: MARIA and maria are both Maria, McDonald is as it is. */
const inItsCase = (word: string): string => {
  const [lower, upper] = [word.toLocaleLowerCase("pt-BR"), word.toLocaleUpperCase("pt-BR")];
  if (word !== lower && word !== upper) return word;
  return lower.replaceAll(/\p{L}[\p{L}\p{M}]*/gu, capital);
};

/** Undefined where nothing is sure to be a first name: a phone number, an emoji, a shop. */
export const firstName = (given: unknown): string | undefined => {
  if (typeof given !== "string") return undefined;
  const plain = given
    .slice(0, 200)
    .normalize("NFKC")
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll(/\p{C}/gu, "");
  if (notNames.test(plain) || /\d{4}/.test(plain.replaceAll(/[\s().+-]/g, ""))) return undefined;
  const words = plain
    .split(/\s+/u)
    .map((word) => word.replaceAll(aroundWords, ""))
    .filter((word) => word !== "");
  const folded = words.map(foldName);
  if (folded.some((word) => notPeople.includes(word))) return undefined;
  const index = folded.findIndex((word) => !titles.includes(word));
  const [word, key] = [words[index], folded[index]];
  if (word === undefined || key === undefined || particles.includes(key)) return undefined;
  const length = [...word].length;
  return nameLike.test(word) && length > 1 && length <= longestName ? inItsCase(word) : undefined;
};
