// Puts the address of a look-up together: its host stands in the configuration, and nothing of a delivery can choose another one.

/** Texts and expressions come in turn: every second one is an expression. */
const split = (template: string): readonly string[] => template.split(/\{([^{}]*)\}/);

/** The expressions in an address, such as `body.payment.customer` in https://api.example.com/customers/{body.payment.customer}. */
export const urlExpressions = (template: string): readonly string[] =>
  split(template).filter((_, index) => index % 2 === 1);

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const ipAddress = /^(?:\d+\.\d+\.\d+\.\d+|\[.*\])$/;
/** Any expression has this in place of its value where only the rest of the address is looked at. */
const example = "0";

const form =
  "must be https://host/path, with expressions in braces in path and query alone (http only for this machine), written as it is sent: without user, fragment or `..`, and with escapes for anything but plain characters";

/** Undefined when the address can be asked. */
export const urlProblem = (template: string): string | undefined => {
  const texts = split(template);
  if (texts.some((text, index) => index % 2 === 0 && /[{}]/.test(text)))
    return "has a brace that belongs to no pair, or an expression with braces of its own";
  const [start = ""] = texts;
  const written = texts.map((text, index) => (index % 2 === 1 ? example : text)).join("");
  if (!/^https?:\/\/[^/?#]+\//.test(start) || !URL.canParse(written)) return form;
  const { protocol, hostname, username, password, hash, href } = new URL(written);
  const isOwnMachine = loopback.has(hostname);
  if (protocol === "http:" && !isOwnMachine) return form;
  if (`${username}${password}${hash}` !== "" || written.includes("#") || href !== written) return form;
  return ipAddress.test(hostname) && !isOwnMachine ? "must name a host, not an IP address" : undefined;
};

export const urlHost = (template: string): string => new URL(split(template)[0] ?? "").host;

/** Longer ones are no ids; nobody's address is endless. */
const longestValue = 500;

/** What some servers read as a way to elsewhere, even where it is escaped. */
const leavesSegment = (text: string): boolean =>
  /[/\\%]/.test(text) || [...text].some((character) => character < " " || character === "\u007f");

/** Answers what is wrong with a value, without quoting it; undefined when it can stand there. */
const valueProblem = (text: string, isInPath: boolean): string | undefined => {
  if (text.length > longestValue) return `is longer than ${longestValue} characters`;
  if (!text.isWellFormed()) return "is no well-formed text";
  return isInPath && leavesSegment(text) ? "has a slash, a percent sign or a control character" : undefined;
};

/** This is what an address parser makes of a text, so that it stays as it is written here. */
const escaped = (text: string): string => encodeURIComponent(text).replaceAll("'", "%27");

const hasDotSegment = (url: string): boolean =>
  (url.split("?", 1)[0] ?? "").split("/").some((segment) => segment === "." || segment === "..");

/** The values stand in the order of the expressions. Answers the address, or what is wrong with which value. */
export const filledUrl = (
  template: string,
  values: readonly string[],
): { url: URL } | { expression: string; problem: string } => {
  const texts = split(template);
  let written = "";
  for (const [index, text] of texts.entries()) {
    if (index % 2 === 0) {
      written += text;
      continue;
    }
    const value = values[(index - 1) / 2] ?? "";
    const problem = valueProblem(value, !written.includes("?"));
    if (problem !== undefined) return { expression: text, problem };
    written += escaped(value);
  }
  if (hasDotSegment(written)) return { expression: urlExpressions(template).join(", "), problem: "makes a `..` of it" };
  return { url: new URL(written) };
};
