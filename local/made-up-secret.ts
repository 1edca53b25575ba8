// Makes up a secret of the form that a scheme asks for: it signs samples on this machine, and opens nothing anywhere else.
import { checkSecrets } from "../lib/webhooks/signatures/check-scheme.ts";
import type { SchemeChoice } from "../lib/webhooks/signatures/scheme.ts";

/** Most senders' secrets are plain texts; the first of these that the scheme takes is it. */
const formsOf = (text: string): readonly string[] => {
  const bytes = Buffer.from(text);
  return [text, `local:${text}`, `whsec_${bytes.toString("base64")}`, bytes.toString("hex")];
};

/** Undefined for a scheme whose secret nobody can make up, since its other half is the sender's: a public key. */
export const madeUpSecret = (verify: SchemeChoice, name: string): string | undefined =>
  formsOf(`local-${name}-secret-that-opens-nothing-but-this-machine`).find(
    (secret) => checkSecrets(verify, [secret]).length === 0,
  );
