// Makes of a recorded delivery what a person keeps beside a source: a body, or what n8n's Webhook node shows.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseExactJson } from "../../lib/core/exact-json.ts";
import { isProperties, type Properties } from "../../lib/core/value.ts";
import { productFolder } from "../../local/user-folder.mjs";

interface Recorded {
  $expect: { commands?: (Properties & { sessionId?: string })[]; events?: string[]; reference?: { locator: object } };
  $answers?: Properties;
  headers: Record<string, string>;
  queryStringParameters?: Record<string, string>;
  body: string;
}

export interface Sample {
  /** It is what the file holds. */
  content: unknown;
  /** Where in it the body's own properties stand. */
  isBare: boolean;
  /** What the sender's API answers, where the source asks it. */
  answers: Properties | undefined;
  /** What becomes of it. */
  commands: readonly Properties[];
  events: readonly string[];
}

const form = "application/x-www-form-urlencoded";

const bodyOf = ({ headers, body }: Recorded): unknown =>
  headers["content-type"] === form ? Object.fromEntries(new URLSearchParams(body)) : parseExactJson(body);

/** The headers and the query are left out where nothing of them counts. */
const contentOf = (recorded: Recorded): Pick<Sample, "content" | "isBare"> => {
  const { queryStringParameters: query = {} } = recorded;
  const headers = Object.fromEntries(
    Object.entries(recorded.headers).filter(([name, value]) => name !== "content-type" || value === form),
  );
  const body = bodyOf(recorded);
  const isBare = Object.keys(headers).length + Object.keys(query).length === 0;
  return isBare ? { content: body, isBare } : { content: { headers, query, body }, isBare };
};

const commandsOf = ({ $expect: { commands = [], reference } }: Recorded): Properties[] =>
  commands.map(({ sessionId, ...rest }) => ({
    ...(reference ? { session: reference.locator } : { sessionId }),
    ...Object.fromEntries(Object.entries(rest).filter(([key]) => key !== "fields")),
  }));

/** `file` is one of events/receive-webhook/, which the tests of the endpoint send, too. */
export const sampleOf = (file: string): Sample => {
  const path = join(productFolder, "events/receive-webhook", file);
  if (!existsSync(path)) throw new Error(`the catalogue's sample ${path} is not there: install the package again`);
  const recorded = JSON.parse(readFileSync(path, "utf8")) as Recorded;
  return {
    ...contentOf(recorded),
    answers: isProperties(recorded.$answers) ? recorded.$answers : undefined,
    commands: commandsOf(recorded),
    events: recorded.$expect.events ?? [],
  };
};
