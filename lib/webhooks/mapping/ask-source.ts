// Asks a source's functions and expressions about a delivery: plain ones are worked out here, the others in the mapping box.
import { Fault, faults } from "../../core/faults.ts";
import { expressionsIn } from "../sources/expressions-in.ts";
import type { Delivery, Source } from "../sources/sources.ts";
import { answerOfSource, answerOfTexts, type Evaluate } from "./answer-question.ts";
import type { MappingBox } from "./mapping-box.ts";
import { plainExpression } from "./plain-expression.ts";
import type { QuestionPart, Result, SourceAnswer, SourceQuestion, TextsAnswer, Thrown } from "./question.ts";

const evaluatePlain: Evaluate = (expression, delivery) => {
  const plain = typeof expression === "string" ? plainExpression(expression) : undefined;
  if (!plain) throw new Error("only the mapping box works out functions and expressions");
  return plain(delivery);
};

const isPlain = (value: Source[QuestionPart]): boolean =>
  typeof value !== "function" && expressionsIn(value).every(([, expression]) => plainExpression(expression));

const boxed = new WeakMap<object, readonly QuestionPart[]>();

/** A source says the same for as long as it is there. */
const boxedParts = (source: Source): readonly QuestionPart[] => {
  const known = boxed.get(source);
  if (known) return known;
  const parts = (["filter", "deliveryId", "map", "occurredAt"] as const).filter((part) => !isPlain(source[part]));
  boxed.set(source, parts);
  return parts;
};

/** Whether a delivery of the source will have to wait for the mapping box. */
export const needsBox = (source: Source): boolean => boxedParts(source).length > 0;

/** Throws DELIVERY_NOT_MAPPED where the box cannot answer: for want of time or memory, say. */
export const askSource = (box: MappingBox, source: Source, question: SourceQuestion): Promise<SourceAnswer> =>
  boxedParts(source).some((part) => question.parts.includes(part))
    ? box.ask(question)
    : answerOfSource(evaluatePlain, source, question);

export const askTexts = (box: MappingBox, texts: readonly string[], delivery: Delivery): Promise<TextsAnswer> =>
  texts.every((text) => plainExpression(text))
    ? answerOfTexts(evaluatePlain, { texts, delivery })
    : box.ask({ texts, delivery });

/** What a function or an expression threw; its message may quote the delivery. */
export class MappingError extends Error {
  override readonly name = "MappingError";
  readonly thrown: Thrown;

  constructor(thrown: Thrown) {
    super(thrown.message);
    this.thrown = thrown;
  }
}

/** A name that somebody gives an error may quote anything, too. */
const whatThrew = ({ name, code }: Thrown): string => {
  if (code !== undefined && /^[A-Z]\d{4}$/.test(code)) return `JSONata ${code}`;
  return /^[A-Z][A-Za-z]{0,39}$/.test(name) ? name : "an error";
};

/** Throws DELIVERY_NOT_MAPPED for what the part threw: a mapping that throws is a defect of the mapping. */
export const yieldedBy = (part: QuestionPart, result: Result | undefined): unknown => {
  if (!result || !("thrown" in result)) return result?.value;
  const { thrown } = result;
  if (thrown.problem !== undefined)
    throw new Fault(faults.deliveryNotMapped, {
      message: `${part} of the source ${thrown.problem}`,
      logged: { threw: thrown.name },
    });
  const threw = whatThrew(thrown);
  throw new Fault(faults.deliveryNotMapped, {
    message: `${part} of the source threw ${threw}; \`npm run hooks -- explain --parked <id>\` shows where`,
    logged: { threw },
    cause: new MappingError(thrown),
  });
};
