// Which messages of a contact ask for an answer, and which are only polite.
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isCourtesy, lastRealMessageMs, readContactMessages } from "../../../lib/core/sessions/courtesy.ts";
import { isCourtesyText } from "../../../lib/core/sessions/courtesy-text.ts";
import { courtesyPhrases, courtesySigns } from "../../../lib/core/sessions/courtesy-words.ts";

const isPolite = (text: string, ...ours: string[]): boolean => isCourtesyText(text, { ours });

test.each([
  ...[
    "obrigado",
    "Obrigada!",
    "OBRIGADO",
    "obrigadaaaa",
    "brigadão",
    "Muito obrigado pela atenção!",
    "obrigado viu",
    "ok obrigada",
    "vlw",
    "VALEU!!!",
  ],
  ...[
    "blz",
    "ok",
    "Ok.",
    "okkkk",
    "tá bom",
    "ta bom, obrigada",
    "Certo",
    "perfeito!",
    "show de bola",
    "combinado 👍",
    "entendi, muito obrigada pelas informações",
  ],
  ...[
    "👍",
    "👍🏽",
    "👍🏿👍🏿",
    "🙏🏻",
    "❤️",
    "❤",
    "❤️‍🔥",
    "🙏🙏🙏",
    "😊",
    "🙇‍♂️",
    "⭐⭐⭐⭐⭐",
    "obrigada 👋",
    "👍️",
    ":)",
    "<3",
    "ok :)",
    "Obrigada❤️",
    "kkkk",
    "rsrs",
    "haha",
  ],
  ...[
    "agradeço",
    "Grata",
    "Deus abençoe",
    "tchau",
    "Obrigada, boa noite!",
    "Muito obrigado, um bom dia para vocês",
    "ｏｋ",
    "obrigado\n\n👍",
    "o\u200bk",
    "Muito   obrigado",
  ],
  ...["Ótimo", "Otimo", "Maravilha!!", "igualmente", "ok, bom fim de semana 😊", "obrigado por tudo", "amém 🙏"],
])("nobody waits after %j", (text) => {
  expect(isPolite(text)).toBe(true);
});

test.each([
  ...[
    "ok, mas e o boleto?",
    "não",
    "sim",
    "bom dia",
    "Boa tarde",
    "oi",
    "olá",
    "tudo bem",
    "quero cancelar",
    "obrigado, mas ainda não chegou",
    "ok?",
    "👍?",
    "obrigado ❓",
  ],
  ...[
    "",
    "   ",
    "...",
    "?",
    "!",
    "10",
    "5",
    "nota 9",
    "obrigado por nada",
    "pode ser",
    "por favor",
    "urgente",
    "1️⃣",
    "🤔",
    "😡",
    "👎",
    "ok 😡",
    "💔",
    "🆘",
    "🍕",
  ],
  ...[
    "👋",
    "ok ajuda",
    "valeu hein",
    "obrigada, qual o horário",
    "https://exemplo.com.br",
    "12345",
    "obrigado 123",
    "ok R$ 50",
    "viu",
    "muito",
    "voces",
    "nota",
    "so isso",
    "não, obrigado",
  ],
  ...["obrigado ".repeat(60), "ah", "cadê", "alguém aí", "ok¿", "ok？", "ok؟"],
])("somebody waits after %j", (text) => {
  expect(isPolite(text)).toBe(false);
});

test.each<[string, string, boolean]>([
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "10", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "Nota 9", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "10, muito obrigada!", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "dez", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "10/10", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "9,5", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "1️⃣0️⃣", true],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "2 porque ninguém me respondeu", false],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "100", false],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "11 98888-7777", false],
  ["De 0 a 10, que nota você dá ao nosso atendimento?", "10 11 12", false],
  ["Avalie o atendimento com 1 a 5 estrelas", "⭐⭐⭐⭐⭐", true],
  ["Avalie nosso atendimento, por favor.", "5", true],
  ["Como foi? Deixe sua nota!", "5 estrelas", true],
  ["Segue a sua nota fiscal. Quer 1 ou 2 vias?", "2", false],
  ["O prazo é de 1 a 5 dias úteis. Quantas unidades?", "10", false],
  ["Sua avaliação está marcada. Prefere 9 ou 10 horas?", "10", false],
  ["Digite 1 para vendas, 2 para suporte", "1", false],
  ["Posso confirmar para amanhã às 10h?", "ok", false],
  ["Posso confirmar para amanhã às 10h?", "👍", false],
  ["Posso confirmar para amanhã às 10h?", "obrigada", true],
  ["Bom dia, tudo bem? Seu exame ficou pronto.", "ok", true],
  ["Seu pedido saiu para entrega, ok?", "blz", true],
  ["Posso ajudar em algo mais?", "não", true],
  ["Posso ajudar em algo mais?", "Não, obrigado", true],
  ["Posso ajudar em algo mais? 😊", "era só isso mesmo, obrigada", true],
  ["Posso ajudar em algo mais?", "ok", true],
  ["Posso ajudar em algo mais?", "sim", false],
  ["Ainda precisa de ajuda? Se não, encerramos o atendimento em uma hora.", "não, obrigada", true],
  ["Ainda precisa de ajuda? Se não, encerramos o atendimento em uma hora.", "sim", false],
  ["Posso agendar para sexta? Precisa de mais alguma coisa?", "ok", false],
  ["Posso confirmar para amanhã às 10h", "ok", false],
  ["Bom dia Ana, pode ser quinta às 15h", "👍", false],
  ["Vou agendar então. Prefere de manhã ou à tarde", "ok", false],
  ["Me confirma se está tudo certo com o endereço", "certo", false],
  ["Responda OK para confirmar a sua consulta de amanhã.", "OK", false],
  ["Para confirmar a presença, responda com 👍", "👍", false],
  ["Você aceita o orçamento de R$ 300", "fechado", false],
  ["Quer que eu envie o boleto", "ok", false],
  ["Consegue vir amanhã às 10h", "combinado", false],
  ["Faça o Pix e me avise aqui quando pagar.", "feito", false],
  ["Me avise quando pagar.", "✅", false],
  ["Posso confirmar para amanhã às 10h", "obrigada", true],
  ["Sua consulta está confirmada para amanhã às 10h.", "ok", true],
  ["Prontinho, confirmamos o seu horário. Qualquer dúvida, pode me chamar.", "ok", true],
  ["Segue o boleto. Posso ajudar em algo mais", "ok", true],
  ["Qualquer coisa, é só chamar!", "👍", true],
  ["Pode deixar, já ajustei o cadastro.", "blz", true],
  ["Você receberá o código por SMS.", "certo", true],
  ["Escolha uma opção:\n1 - Agendar consulta\n2 - Segunda via de boleto\n3 - Avaliar atendimento", "2", false],
  ["Digite 1 para vendas, 2 para suporte, 3 para avaliar o atendimento", "2", false],
  ["Avalie o atendimento: 1 para péssimo, 5 para ótimo", "5", true],
  ["Avalie o atendimento: 1. Péssimo 2. Ruim 3. Ok 4. Bom 5. Ótimo", "4", true],
  ["Menu\n1) Falar com atendente\n2) Deixar uma nota", "1", false],
  ["Avalie nosso atendimento:\n1 - Péssimo\n2 - Ruim\n3 - Regular\n4 - Bom\n5 - Ótimo", "5", true],
  ["Avalie o atendimento:\n1 ⭐\n2 ⭐⭐\n3 ⭐⭐⭐", "3", true],
  ["Recebeu o boleto?", "não", false],
  ["Recebeu o boleto?", "não, obrigado", false],
])("after %j, %j is courtesy: %s", (ours, text, expected) => {
  expect(isPolite(text, ours)).toBe(expected);
});

const atMs = (minute: number): number => Date.UTC(2026, 10, 20, 12) + minute * 60_000;
const message = (minute: number, more: object) => {
  const timestamp = new Date(atMs(minute)).toISOString();
  return { type: "TEXT", direction: "FROM_HUB", origin: "GATEWAY", status: "SAVED", timestamp, ...more };
};
const contact = (minute: number, text: string) => message(minute, { text });
const person = (minute: number, text: string) => message(minute, { text, direction: "TO_HUB", origin: "DEFAULT" });

test.each<[string, object, boolean]>([
  ["a sticker", { type: "STICKER", text: null }, true],
  ["a reaction", { type: "REACTION", text: "❤️" }, true],
  ["a reaction that complains", { type: "REACTION", text: "😡" }, false],
  ["an audio", { type: "AUDIO", text: null }, false],
  ["an image with thanks under it", { type: "IMAGE", text: "obrigado" }, false],
  ["a text with a file", { text: "obrigado", fileId: "0000" }, false],
  ["a text with files", { text: "obrigado", filesIds: ["0000"] }, false],
  ["a document", { type: "DOCUMENT", text: "ok" }, false],
  ["a place", { type: "LOCATION", text: null }, false],
  ["a contact's card", { type: "CONTACT", text: null }, false],
  ["a choice out of a list", { type: "LIST", text: "ok" }, false],
  ["a kind that we do not know", { type: "POLL", text: "ok" }, false],
  ["a text that is none", { text: null }, false],
  ["thanks, without files", { text: "obrigado", fileId: null, filesIds: [] }, true],
])("%s", (_case, more, expected) => {
  expect(isCourtesy(message(0, more))).toBe(expected);
});

test("a sticker answers an open question, as an OK does", () => {
  expect(isCourtesy(message(0, { type: "STICKER" }), ["Posso confirmar?"])).toBe(false);
});

test("the contact's last message that is more than courtesy is found in any order", () => {
  const messages = [contact(1, "Cadê o boleto?"), person(2, "Segue."), contact(3, "ok"), contact(4, "obrigada!")];
  expect(lastRealMessageMs(messages)).toBe(atMs(1));
  expect(lastRealMessageMs(messages.toReversed())).toBe(atMs(1));
  expect(lastRealMessageMs([...messages, contact(5, "e a segunda via?")])).toBe(atMs(5));
  expect(lastRealMessageMs([contact(1, "obrigado")])).toBeNull();
});

test("a message is judged by what we said before it, and notes and marks say nothing", () => {
  const survey = message(2, { text: "Dê uma nota de 0 a 10", direction: "TO_HUB", origin: "BOT" });
  const note = message(3, { text: "Cliente vip?", direction: "TO_HUB", origin: "DEFAULT", type: "NOTE" });
  expect(lastRealMessageMs([survey, note, contact(4, "10"), contact(5, "obrigada")])).toBeNull();
  expect(lastRealMessageMs([contact(1, "10"), survey])).toBe(atMs(1));
  expect(lastRealMessageMs([{ ...survey, status: "FAILED" }, contact(4, "10")])).toBe(atMs(4));
  expect(lastRealMessageMs([survey, person(3, "Posso marcar para as 10?"), contact(4, "10")])).toBe(atMs(4));
});

test("an OK to buttons or to a list is a choice", () => {
  const offer = (type: string) =>
    message(2, { type, text: "Sua consulta é amanhã às 10h.", direction: "TO_HUB", origin: "API" });
  for (const [type, real] of [
    ["TEXT", null],
    ["BUTTONS", atMs(3)],
    ["LIST", atMs(3)],
  ] as const)
    expect([type, lastRealMessageMs([offer(type), contact(3, "ok")])]).toEqual([type, real]);
  expect(lastRealMessageMs([offer("BUTTONS"), contact(3, "obrigada")])).toBeNull();
});

test("a message without a time, or of nobody knows whom, may be the contact's newest", () => {
  expect(lastRealMessageMs([{ ...contact(1, "obrigado"), timestamp: "ontem" }])).toBe(Number.POSITIVE_INFINITY);
  expect(lastRealMessageMs([contact(1, "obrigado"), message(2, { text: "obrigado", direction: null })])).toBe(atMs(2));
});

test("somebody's own words are courtesy too, but for an answer to a question of ours", () => {
  const furtherWords = ["Tudo bem", "bença"];
  expect(isCourtesyText("tudo beeem", { furtherWords })).toBe(true);
  expect(isCourtesyText("BENÇA, obrigado", { furtherWords })).toBe(true);
  expect(isCourtesyText("tudo bem com o boleto", { furtherWords })).toBe(false);
  expect(isCourtesyText("tudo bem", { furtherWords, ours: ["Posso confirmar?"] })).toBe(false);
});

test("whoever has the session may be thanked by name, and a name alone says nothing", () => {
  const names = ["Carla"];
  for (const text of ["Obrigada, Carla!", "carla, muito obrigada", "ok Carla 🙏"])
    expect([text, isCourtesyText(text, { names }), isCourtesyText(text)]).toEqual([text, true, false]);
  for (const text of ["Carla", "Carla, cadê o boleto", "obrigada, Paula", "Carla?"])
    expect([text, isCourtesyText(text, { names })]).toEqual([text, false]);
  expect(isCourtesyText("ok Carla", { names, ours: ["Posso confirmar?"] })).toBe(false);
});

test("every listed phrase can be found, and every listed sign stands alone", () => {
  for (const [phrase, kind] of courtesyPhrases)
    expect([phrase, isPolite(kind === "company" ? `obrigado ${phrase}` : phrase, "Algo mais?")]).toEqual([
      phrase,
      true,
    ]);
  for (const sign of courtesySigns) expect([sign, isPolite(sign)]).toEqual([sign, true]);
});

const anyCourtesy = fc.constantFrom("obrigada", "ok", "👍🏽", "valeu!", "❤️", "muito obrigado pela atenção", "kkk");
const anyText = fc.oneof(
  anyCourtesy,
  fc.constantFrom("cadê", "10", "não", "sim", "bom dia", "ok?", "e o boleto"),
  fc.string({ unit: "grapheme" }),
);
const anyMessage = fc.record(
  {
    type: fc.constantFrom("TEXT", "STICKER", "AUDIO", "IMAGE", "NOTE", "TRACK", "REACTION", "TRANSITION"),
    direction: fc.constantFrom("FROM_HUB", "TO_HUB", null),
    origin: fc.constantFrom("DEFAULT", "BOT", "OFFICE_HOURS", "API", "GATEWAY", null),
    status: fc.constantFrom("SAVED", "FAILED", "DELIVERED"),
    text: fc.option(fc.oneof(anyText, fc.constantFrom("Posso confirmar?", "Dê uma nota de 0 a 10", "Algo mais?"))),
    timestamp: fc.integer({ min: 0, max: 50 }).map((minute) => new Date(atMs(minute)).toISOString()),
  },
  { requiredKeys: ["direction", "timestamp"] },
);

test("a text with a question mark is never courtesy, whatever else it says and whatever we asked", () => {
  const ours = fc.constantFrom([], ["Posso ajudar em algo mais?"], ["Dê uma nota de 0 a 10"]);
  fc.assert(
    fc.property(
      anyText,
      anyText,
      fc.constantFrom("?", "¿", "？", "؟", "❓", "❔", "⁉️"),
      ours,
      (one, other, mark, said) => {
        expect(isCourtesyText(`${one}${mark}${other}`, { ours: said })).toBe(false);
      },
    ),
  );
});

test("a word that is not listed makes any text more than courtesy", () => {
  const unlisted = fc.stringMatching(/^[bcdfgjlmpqvxz]{4,9}$/);
  fc.assert(
    fc.property(anyCourtesy, unlisted, anyCourtesy, (one, word, other) => {
      expect(isPolite(`${one} ${word} ${other}`, "Algo mais?")).toBe(false);
      expect(isPolite(`${word} ${one}`)).toBe(false);
    }),
  );
});

test("case, accents, form, spaces, punctuation, repeated letters, tones and variants of signs make no difference", () => {
  const changes: ((text: string) => string)[] = [
    (text) => text.toUpperCase(),
    (text) => text.toLowerCase(),
    (text) => text.normalize("NFD"),
    (text) => text.normalize("NFD").replaceAll(/\p{Mn}/gu, ""),
    (text) => ` ${text}\n`,
    (text) => `${text}!!!`,
    (text) => text.replaceAll(" ", " , "),
    (text) => text.replaceAll(/([a-z])(?![a-z])/giu, "$1$1$1"),
    (text) => text.replaceAll(/\p{Emoji_Presentation}/gu, "$&\u{FE0F}"),
    (text) => text.replaceAll("👍", "👍🏾"),
    (text) => text.replaceAll("\u{FE0F}", ""),
    (text) => [...text].join("\u{200B}").replaceAll("\u{200B}", "\u{2060}"),
  ];
  const texts = fc.oneof(
    fc.constantFrom(...courtesyPhrases.map(([phrase]) => phrase)),
    fc.constantFrom(...courtesySigns),
    fc.constantFrom("ok, mas e o boleto", "não", "sim", "bom dia", "muito obrigado pela atenção", "ok 👍"),
  );
  fc.assert(
    fc.property(texts, fc.array(fc.constantFrom(...changes), { maxLength: 4 }), (text, applied) => {
      const changed = applied.reduce((said, change) => change(said), text);
      expect([changed, isPolite(changed)]).toEqual([changed, isPolite(text)]);
    }),
    { numRuns: 500 },
  );
});

test("no order and no copy of any messages makes a difference, and one message of courtesy more ends nobody's wait", () => {
  fc.assert(
    fc.property(fc.array(anyMessage, { maxLength: 8 }), fc.nat(), anyCourtesy, (messages, turn, text) => {
      const real = lastRealMessageMs(messages);
      const cut = messages.length === 0 ? 0 : turn % messages.length;
      expect(lastRealMessageMs([...messages.slice(cut), ...messages.slice(0, cut).toReversed()])).toBe(real);
      expect(lastRealMessageMs([...messages, ...messages])).toBe(real);
      const withMore = [...messages, contact((turn % 60) + 0.5, text)];
      const added = readContactMessages(withMore).find((one) => one.atMs === atMs((turn % 60) + 0.5));
      // To an open question of ours it is an answer.
      if (!added?.isCourtesy) return;
      const more = lastRealMessageMs(withMore);
      expect(more ?? Number.NEGATIVE_INFINITY).toBeGreaterThanOrEqual(real ?? Number.NEGATIVE_INFINITY);
    }),
    { numRuns: 1_000 },
  );
});

test("nothing that WTS may answer breaks it", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.anything(), anyMessage)), (messages) => {
      for (const { isCourtesy: is } of readContactMessages(messages)) expect(typeof is).toBe("boolean");
    }),
  );
});
