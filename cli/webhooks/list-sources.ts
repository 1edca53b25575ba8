// `send --list`: which sources there are, and which samples of each could be sent.
import { relative } from "node:path";
import { sampleFiles, sampleName } from "../../local/sample-files.ts";
import { userFolder } from "../../local/user-folder.mjs";
import { alignedTable } from "../display/aligned-table.ts";
import type { Tools } from "../with-connection.ts";
import { sendWords } from "./send-words.ts";

export interface ListedSource {
  readonly source: string;
  /** The scheme that verifies it. */
  readonly verifiedBy: string;
  readonly account: string;
  /** It maps, and does nothing. */
  readonly observes: boolean;
  /** Without one, nothing can be signed. */
  readonly hasSecret: boolean;
  /** The best first; `file` is as seen from the user's folder. */
  readonly samples: readonly { readonly name: string; readonly file: string }[];
}

/** What `send --list --json` prints. */
export interface SourcesAnswer {
  readonly place: string;
  readonly sources: readonly ListedSource[];
}

export const listSources = async ({ connection, output }: Tools): Promise<void> => {
  const config = await connection.config();
  const { sources: secrets } = await connection.access();
  const sources = Object.entries(config.sources).map(
    ([source, { verify, account = config.account, observe = false }]): ListedSource => ({
      source,
      verifiedBy: typeof verify === "object" ? verify.scheme : verify,
      account,
      observes: observe,
      hasSecret: (secrets.get(source)?.secrets.length ?? 0) > 0,
      samples: sampleFiles(source).map((file) => ({ name: sampleName(file), file: relative(userFolder(), file) })),
    }),
  );
  output.json({ place: connection.place, sources } satisfies SourcesAnswer);
  const say = sendWords[config.language];
  if (sources.length === 0) return output.line(say.noSources);
  output.line(
    ...alignedTable([
      say.sourceHeads,
      ...sources.map(({ source, verifiedBy, account, hasSecret, samples }) => [
        source,
        verifiedBy,
        account,
        hasSecret ? samples.map(({ name }) => name).join(", ") : say.noSecret,
      ]),
    ]),
  );
};
