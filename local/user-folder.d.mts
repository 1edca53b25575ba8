// Says to TypeScript what user-folder.mjs takes and answers; all are absolute paths.

/** The folder of this very product: a clone, or what npm installed. */
export const productFolder: string;

/**
 * The user's folder: the nearest one from `cwd` upwards that has a hooks.config.ts, else that of HOOKS_CONFIG, else the clone.
 * Where there is none at all, it is `cwd`.
 */
export const userFolder: (environment?: NodeJS.ProcessEnv, cwd?: string) => string;

/** The configuration in it, or what HOOKS_CONFIG names; nothing says that the file exists. */
export const userConfigFile: (environment?: NodeJS.ProcessEnv, cwd?: string) => string;
