// Starts all that stands for AWS: moto, LocalStack's SQS, and the front that everybody knows as AWS.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { region } from "../../local/aws/account.ts";
import { type Front, startFront } from "./front/front.ts";
import { startLocalstack } from "./start-localstack.ts";
import { startMoto } from "./start-moto.ts";

export interface Cloud {
  /** Logs, and whatever belongs to this cloud alone, lie there; it goes with it. */
  readonly folder: string;
  readonly front: Front;
  /** Past the front: what AWS does by itself needs nobody's permission. */
  readonly motoUrl: string;
  readonly sqsUrl: string;
  /** The environment of whoever operates it: their credentials, and where AWS is. */
  readonly operator: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

interface CloudOptions {
  onError?(message: string): void;
}

export const startCloud = async ({ onError = console.error }: CloudOptions = {}): Promise<Cloud> => {
  const folder = mkdtempSync(join(tmpdir(), "hooks-cloud-"));
  const parts: { stop(): Promise<void> }[] = [];
  const stop = async (): Promise<void> => {
    for (const part of parts.splice(0).reverse()) await part.stop();
    if (!process.env.KEEP_CLOUD_FOLDER) rmSync(folder, { recursive: true, force: true });
  };
  const started = async <Part extends { stop(): Promise<void> }>(starting: Promise<Part>): Promise<Part> => {
    const part = await starting;
    parts.push(part);
    return part;
  };
  try {
    const starting = [started(startMoto(folder)), started(startLocalstack(folder))] as const;
    await Promise.allSettled(starting);
    const [moto, localstack] = await Promise.all(starting);
    const front = await started(startFront({ motoUrl: moto.url, sqsUrl: localstack.url, onError }));
    return {
      folder,
      front,
      motoUrl: moto.url,
      sqsUrl: localstack.url,
      operator: {
        AWS_ENDPOINT_URL: front.url,
        AWS_REGION: region,
        AWS_ACCESS_KEY_ID: "operator",
        AWS_SECRET_ACCESS_KEY: "none",
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
};
