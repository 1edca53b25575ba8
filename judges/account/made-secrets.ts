// Makes the two secrets of a stage that nobody else will ever use.
import { randomBytes } from "node:crypto";

export interface MadeSecrets {
  readonly accounts: object;
  readonly access: object;
  /** Of a caller of the HTTP API. */
  readonly token: string;
  /** With which deliveries of the source `crm` are signed. */
  readonly signingKey: Buffer;
}

export const makeSecrets = (): MadeSecrets => {
  const token = randomBytes(32).toString("hex");
  const signingKey = randomBytes(32);
  return {
    accounts: { default: { apiKey: `pn_${randomBytes(24).toString("hex")}` } },
    access: { clients: { proof: [token] }, sources: { crm: [`whsec_${signingKey.toString("base64")}`] } },
    token,
    signingKey,
  };
};
