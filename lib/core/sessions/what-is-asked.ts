// What our last messages asked of the contact: "ok" to "Posso confirmar?" is an answer, and a bare 10 is one only to a question for a grade.
import { foldName } from "../names.ts";

export interface Asked {
  /** A question that a yes, an OK or a sign would answer. */
  hasOpenQuestion: boolean;
  /** Whether there is anything else: a no ends the conversation. */
  forMore: boolean;
  /** The last message asked for a grade. */
  forGrade: boolean;
}

const forMore =
  /\b(?:algo|alguma coisa|nada) mais\b|\bmais (?:algo|alguma|algum|duvidas?)\b|\balguma duvida\b|\bprecisa de (?:mais |alguma |nossa )?ajuda\b|\b(?:posso|podemos|ajud\w+)\b.{0,20}\b(?:te |lhe )?(?:ajudar|em algo|em alguma coisa)\b|\bpodemos encerrar\b|\bposso encerrar\b/;

/** They ask nothing that would have to be done: "Bom dia, tudo bem?", "Fica assim, certo?" */
const forForm =
  /(?:^|[\s,.!;:-])(?:tudo (?:bem|bom|certo|ok)|como vai|como esta|certo|ok|combinado|entendeu|ne|blz|beleza|ta bom)\s*$/;

/** Few write the question mark: a sentence with one of these is taken for a question, or asks for an answer in so many words. */
const asksWithoutMark =
  /\b(?:posso|podemos|poderia|poderiamos|pode ser|podia|prefere|preferem|quer|querem|gostaria|deseja|desejam|aceita|aceitam|concorda|autoriza|consegue|conseguem|seria possivel|tem como|tem interesse|que dia|que horas|qual (?:o|a|e|seu|sua|dia|horario)|confirma|confirme|confirmar|confirmando|responda|respondam|responder|respondendo|digite|escolha|ok para|sim para|de acordo com)\b/;

const scale =
  /\b(?:0|1|zero|um)\s?(?:a|e|ate|-|–)\s?(?:5|10|cinco|dez)\b(?!\s?(?:dias?|horas?|h\b|min|mes|semanas?|anos?|vezes|x\b|parcelas|reais|itens|unidades))/;
const gradeWord =
  /\bnotas?\b(?! fisca)|\bavali|\bsatisf|\brecomend|\bestrelas?\b|\bpontu|\bescala\b|\bnps\b|\batendimento\b|\bexperiencia\b/;
const gradeRequest =
  /\b(?:que|qual(?: a)?(?: sua)?|sua|uma|de|da|dar|deixe|digite|envie) nota\b(?! fisca)|\bavalie\b|\bpontue\b|\bavaliaria\b|\bavaliar (?:o |a |nosso |nossa |este |esse |seu )*(?:atendimento|servico|experiencia|conversa)/;

const option = /(?:^|[\s.;:])\d{1,2}\uFE0F?\u20E3?\s?[-–—).:]?\s*(\p{L}[^.;:\d]*)/gu;
const gradeLabel =
  /pessim|ruim|regular|razoavel|\bbo[ma]\b|otim|excelente|satisf|estrela|\bnota|neutr|\bmedi[ao]\b|frac[ao]|horriv|\bmuito|\bpouco|provav|\bok\b|mais ou menos|normal|maravilh|perfeit|terriv|adorei|gostei|\bamei/;

/** One of its numbers is a choice, also where a grade is among what may be chosen. */
const isMenu = (text: string): boolean => {
  if (!/\b1\uFE0F?\u20E3?(?:\s?[-–—).:]| p(?:a)?ra\b)/u.test(text) && !text.includes("\u20E3")) return false;
  const labels = [...text.matchAll(option)].map(([, label = ""]) => label);
  return labels.length > 1 && labels.some((label) => !gradeLabel.test(label));
};

const asksForGrade = (text: string): boolean =>
  ((scale.test(text) && gradeWord.test(text)) || gradeRequest.test(text)) && !isMenu(text);

/** What stands before each question mark, from the end of the sentence before. */
const questionsIn = (text: string): string[] =>
  text
    .split("?")
    .slice(0, -1)
    .map((before) => before.split(/[.!]/).at(-1) ?? "")
    .filter((question) => question.trim() !== "");

const withoutMark = (text: string): string[] =>
  text.split(/[.!?;]/).filter((sentence) => asksWithoutMark.test(sentence));

const plain = (text: string): string => foldName(text.normalize("NFKC").replaceAll("\n", ". "));

/** `ours` stands in the order in which it was said. */
export const whatIsAsked = (ours: readonly string[]): Asked => {
  const texts = ours.map(plain);
  const questions = texts
    .filter((text) => !asksForGrade(text))
    .flatMap((text) => [...questionsIn(text), ...withoutMark(text)]);
  return {
    hasOpenQuestion: questions.some((question) => !forMore.test(question) && !forForm.test(question)),
    forMore: texts.some((text) => forMore.test(text)),
    forGrade: asksForGrade(texts.at(-1) ?? ""),
  };
};
