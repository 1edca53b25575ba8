// What every HTTP surface promises, whoever asks: no defect of ours, nobody's fault but ours is a 5xx, and nothing private in answer or log.
import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda";
import { leaksIn } from "../canaries.ts";

/** Codes of what was refused by its form alone: nobody had to be asked for it. */
const refusedByForm = new Set([
  "BODY_MALFORMED",
  "BODY_MISSING",
  "BODY_TOO_LARGE",
  "CALLER_UNKNOWN",
  "CONTENT_TYPE_UNSUPPORTED",
  "DELIVERY_NOT_VERIFIED",
  "ROUTE_NOT_FOUND",
  "SOURCE_NOT_FOUND",
]);

interface Came {
  answer: APIGatewayProxyStructuredResultV2;
  lines: readonly string[];
  calls: readonly { method: string; path: string }[];
}

export const linesProblems = (lines: readonly string[]): string[] => [
  ...lines.flatMap((line) => leaksIn("the log", line)),
  ...lines.filter((line) => line.includes('"INTERNAL')).map((line) => `a defect of ours: ${line.slice(0, 1_500)}`),
];

const codeIn = (body: string): string | undefined => {
  try {
    return Object(Object(JSON.parse(body)).error).code;
  } catch {
    return undefined;
  }
};

export const answerProblems = ({ answer, lines, calls }: Came): string[] => {
  const { statusCode = 0, body = "" } = answer;
  const code = codeIn(body);
  return [
    ...linesProblems(lines),
    ...leaksIn("the answer", statusCode >= 400 ? body : ""),
    ...(statusCode >= 500 ? [`answered ${statusCode}: ${body.slice(0, 300)}`] : []),
    ...(refusedByForm.has(code ?? "") && calls.length > 0 ? [`${code}, and WTS was asked: ${calls[0]?.path}`] : []),
  ];
};
