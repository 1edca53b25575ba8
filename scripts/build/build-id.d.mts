// Says to TypeScript what build-id.mjs takes and answers.

export interface BuildId {
  readonly version: string;
  /** Of everything that the functions are made of but the configuration. */
  readonly code: string;
  /** Of the configuration and the files that it imports by a path. */
  readonly config: string;
}

/** Of what stands here: `folder` is that of the product. */
export const buildIdOf: (configFile: string, folder?: string) => BuildId;

export const buildIdText: (id: BuildId) => string;

/** Undefined for a text that is none of ours. */
export const readBuildId: (text: string) => BuildId | undefined;
