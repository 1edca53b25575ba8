// Reads what a command says to the contact: a text, and the template that takes its place outside WhatsApp's window.
import { type Report, reportUnder } from "../issue.ts";
import { refuseUnknownProperties } from "../known-properties.ts";
import { missingFallbackIn, type Saying } from "../texts/saying.ts";
import { parseTemplate } from "../texts/template.ts";
import { isBlankText, isProperties, own, type Properties } from "../value.ts";

export const parseText = (input: Properties, property: string, report: Report): string | undefined => {
  const text = own(input, property);
  if (typeof text === "string" && !isBlankText(text)) return text;
  return report(property, "TYPE_INVALID", `${property} must be a non-blank text`);
};

const checked = (saying: Saying, report: Report): Saying => {
  const problem = missingFallbackIn(saying);
  if (problem) report("text", "PLACEHOLDER_INVALID", problem);
  return saying;
};

export const parseMessage = (input: Properties, report: Report): Saying => {
  const text = parseText(input, "text", report) ?? "";
  const given = own(input, "template");
  const template =
    given === undefined
      ? undefined
      : parseTemplate(given, (path, message) => {
          reportUnder("template", report)(path, "TEMPLATE_INVALID", `${path === "" ? "template" : path} ${message}`);
        });
  return checked({ text, ...(template && { template }) }, report);
};

/** Without a template it is written as a text alone. */
export const parseFarewell = (given: unknown, report: Report): string | Saying | undefined => {
  if (typeof given === "string" && !isBlankText(given))
    return checked({ text: given }, reportUnder("farewell", report)).text;
  if (!isProperties(given))
    return report("farewell", "TYPE_INVALID", 'farewell must be a non-blank text, or {"text": "…", "template": {…}}');
  refuseUnknownProperties(given, ["text", "template"], "a farewell", reportUnder("farewell", report));
  const saying = parseMessage(given, reportUnder("farewell", report));
  return saying.template ? saying : saying.text;
};
