// Says to TypeScript what openapi-problems.mjs takes and answers.

/** `problems` is empty for a valid document of the version that it says. */
export const openapiProblems: (document: object) => Promise<{ version: string; problems: unknown }>;
