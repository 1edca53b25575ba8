// Says to TypeScript what service-file.mjs takes and answers.

/** Lays the product's serverless.yml into that folder; answers whether there is one of the user's own, which is left as it is. */
export const layServiceFile: (folder: string) => boolean;
