// The files of the documents that are made as a whole, in folders that hold nothing else.
import { commandPages } from "./command-reference.ts";
import { openApi } from "./interfaces/openapi.ts";
import { jsonText, schemaFiles, schemaFolder } from "./interfaces/schema-files.ts";

/** What stands there and is not among the made files is of something that there is no more. */
export const madeFolders: readonly string[] = ["docs/reference/cli", schemaFolder];

export const madeFiles = (): ReadonlyMap<string, string> =>
  new Map([...commandPages(), ...schemaFiles(), ["docs/reference/openapi.json", jsonText(openApi())]]);
