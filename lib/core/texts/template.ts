// An approved WhatsApp template: what may be sent where the window of 24 hours is closed.
import { isBlankText, isProperties, own } from "../value.ts";

export interface Template {
  /** As WTS shows it. */
  id: string;
  /** By the names that the template gives its gaps. */
  parameters?: Readonly<Record<string, string>>;
}

/** WhatsApp takes no longer text. */
export const longestText = 4096;
export const longestId = 200;
export const longestParameter = 1024;
export const mostParameters = 30;

type ReportTemplate = (path: string, message: string) => void;

/** Undefined where it is none; what is wrong was reported by then, with the path inside the template. */
export const parseTemplate = (value: unknown, report: ReportTemplate): Template | undefined => {
  if (!isProperties(value)) {
    report("", 'must be an object such as {"id": "…", "parameters": {"nome": "Ana"}}');
    return undefined;
  }
  let isRight = true;
  const refuse = (path: string, message: string): void => {
    isRight = false;
    report(path, message);
  };
  for (const key of Object.keys(value))
    if (key !== "id" && key !== "parameters") refuse(key, "is not known: a template has id and parameters");
  const [id, parameters] = [own(value, "id"), own(value, "parameters")];
  if (typeof id !== "string" || isBlankText(id) || id.length > longestId)
    refuse("id", "must be the template's id, as WTS Chat shows it");
  if (parameters !== undefined && !isProperties(parameters)) refuse("parameters", "must be an object of texts");
  else if (parameters && Object.keys(parameters).length > mostParameters)
    refuse("parameters", `must have at most ${mostParameters} keys`);
  // A gap that is left empty is what the contact would see.
  else
    for (const [name, text] of Object.entries(parameters ?? {}))
      if (typeof text !== "string" || isBlankText(text) || text.length > longestParameter)
        refuse(`parameters.${name}`, `must be a text of 1 to ${longestParameter} characters`);
  if (!isRight) return undefined;
  const given = parameters as Record<string, string> | undefined;
  return { id: id as string, ...(given && Object.keys(given).length > 0 && { parameters: given }) };
};
