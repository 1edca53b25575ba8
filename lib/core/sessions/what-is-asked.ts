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

const scale =
  /\b(?:0|1|zero|um)\s?(?:a|e|ate|-|–)\s?(?:5|10|cinco|dez)\b(?!\s?(?:dias?|horas?|h\b|min|mes|semanas?|anos?|vezes|x\b|parcelas|reais|itens|unidades))/;
const gradeWord =
  /\bnotas?\b(?! fisca)|\bavali|\bsatisf|\brecomend|\bestrelas?\b|\bpontu|\bescala\b|\bnps\b|\batendimento\b|\bexperiencia\b/;
const gradeRequest =
  /\b(?:que|qual(?: a)?(?: sua)?|sua|uma|de|da|dar|deixe|digite|envie) nota\b(?! fisca)|\bavalie\b|\bpontue\b|\bavaliaria\b|\bavaliar (?:o |a |nosso |nossa |este |esse |seu )*(?:atendimento|servico|experiencia|conversa)/;

const asksForGrade = (text: string): boolean => (scale.test(text) && gradeWord.test(text)) || gradeRequest.test(text);

/** What stands before each question mark, from the end of the sentence before. */
const questionsIn = (text: string): string[] =>
  text
    .split("?")
    .slice(0, -1)
    .map((before) => before.split(/[.!]/).at(-1) ?? "")
    .filter((question) => question.trim() !== "");

const plain = (text: string): string => foldName(text.normalize("NFKC").replaceAll("\n", ". "));

/** `ours` stands in the order in which it was said. */
export const whatIsAsked = (ours: readonly string[]): Asked => {
  const texts = ours.map(plain);
  const questions = texts.filter((text) => !asksForGrade(text)).flatMap(questionsIn);
  return {
    hasOpenQuestion: questions.some((question) => !forMore.test(question) && !forForm.test(question)),
    forMore: texts.some((text) => forMore.test(text)),
    forGrade: asksForGrade(texts.at(-1) ?? ""),
  };
};
