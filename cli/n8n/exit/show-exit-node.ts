// `n8n node`: prints the node that replaces the WTS node, and where to paste it.

import { checkConfig } from "../../../lib/core/config-problems.ts";
import { nearestHint } from "../../../lib/core/names.ts";
import type { Language } from "../../../lib/core/texts/language.ts";
import { webAddress } from "../../../lib/core/web-origin-shape.ts";
import type { Connection } from "../../connection.ts";
import { jsonLines, type Output } from "../../display/output.ts";
import { Failure } from "../../failure.ts";
import { n8nWords } from "../n8n-words.ts";
import { exitNodes, isBatch } from "./exit-nodes.ts";
import type { ExitOperation } from "./exit-operations.ts";

interface ExitNodeOptions {
  readonly operation: ExitOperation;
  readonly client?: string | undefined;
}

const checkUrl = (url: string): string => {
  const checked = checkConfig(webAddress, url);
  if (checked.ok) return checked.value.replace(/\/+$/, "");
  throw new Failure(`the address ${checked.problems.join("; ").replace(/^the whole:? ?/, "")}`);
};

/** Where our HTTP API answers: a stage says it in hooks.config.ts alone. */
export const ownUrl = async (connection: Connection, isStage: boolean): Promise<string> => {
  const url = isStage ? (await connection.config()).publicUrl : connection.url;
  if (url !== undefined) return url;
  throw new Failure(
    "where does n8n reach us? Give the address of the HTTP API with --url (`npm run deploy` printed it), or set publicUrl in hooks.config.ts",
  );
};

/** A name that is misspelt here would be found out in n8n, by a 401 that says nothing. */
export const checkClient = async (connection: Connection, client: string): Promise<void> => {
  const names = (await connection.access()).clients.map(({ client: { name } }) => name);
  if (!names.includes(client))
    throw new Failure(
      `${connection.accessName()} has no client ${client}${nearestHint(client, names)}: add it under \`clients\` there, or name another`,
    );
};

export const showExitNode = (
  output: Output,
  { operation, url, client, language }: ExitNodeOptions & { url: string; language: Language },
): void => {
  const address = checkUrl(url);
  const credential = client === undefined ? "wts-session-hooks" : `wts-session-hooks ${client}`;
  const clipboard = exitNodes({ operation, url: address, credential, name: `WTS ${operation}` });
  output.json(clipboard);
  output.line(...jsonLines(clipboard), "", ...n8nWords[language].paste(credential, isBatch(operation)));
};
