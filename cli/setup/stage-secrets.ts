// Reads and writes the two secrets of a stage as AWS holds them: as texts, since what stands in them is never shown.
import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { awsTimes } from "../aws-times.ts";
import type { StagePlace } from "../stage-stack.ts";

export type SecretName = "accounts" | "access";

export type HeldSecret =
  | { readonly kind: "there"; readonly text: string }
  | { readonly kind: "missing" }
  /** Somebody deleted it, and AWS keeps it and its name for some days. */
  | { readonly kind: "deleted" };

export interface StageSecrets {
  idOf(name: SecretName): string;
  read(name: SecretName): Promise<HeldSecret>;
  create(name: SecretName, text: string): Promise<void>;
  replace(name: SecretName, text: string): Promise<void>;
  restore(name: SecretName): Promise<void>;
  /** AWS keeps it for 30 days more. */
  remove(name: SecretName): Promise<void>;
}

const isNamed = (error: unknown, name: string): boolean => error instanceof Error && error.name === name;

const secretsAt = (
  client: SecretsManagerClient,
  sdk: typeof import("@aws-sdk/client-secrets-manager"),
  { stage }: StagePlace,
): StageSecrets => {
  const idOf = (name: SecretName): string => `wts-session-hooks/${stage}/${name}`;
  return {
    idOf,
    read: async (name) => {
      try {
        const { SecretString: text = "" } = await client.send(new sdk.GetSecretValueCommand({ SecretId: idOf(name) }));
        return { kind: "there", text };
      } catch (error) {
        if (isNamed(error, "ResourceNotFoundException")) return { kind: "missing" };
        if (isNamed(error, "InvalidRequestException")) return { kind: "deleted" };
        throw error;
      }
    },
    create: async (name, SecretString) => {
      await client.send(new sdk.CreateSecretCommand({ Name: idOf(name), SecretString }));
    },
    replace: async (name, SecretString) => {
      await client.send(new sdk.PutSecretValueCommand({ SecretId: idOf(name), SecretString }));
    },
    restore: async (name) => {
      await client.send(new sdk.RestoreSecretCommand({ SecretId: idOf(name) }));
    },
    remove: async (name) => {
      await client.send(new sdk.DeleteSecretCommand({ SecretId: idOf(name), RecoveryWindowInDays: 30 }));
    },
  };
};

export const withStageSecrets = async <Answer>(
  place: StagePlace,
  work: (secrets: StageSecrets) => Promise<Answer>,
): Promise<Answer> => {
  const sdk = await import("@aws-sdk/client-secrets-manager");
  const client = new sdk.SecretsManagerClient({ ...awsTimes, region: place.region });
  try {
    return await work(secretsAt(client, sdk, place));
  } finally {
    client.destroy();
  }
};
