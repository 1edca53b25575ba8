// Runs the stand-in for the WTS API as a process of its own.
import { gatherChanges } from "../changes/gather-changes.ts";
import { accountsFile } from "./accounts-file.ts";
import { startStandIn } from "./server.ts";

const port = Number(process.env.WTS_PORT ?? "4010");
const secretsFile = process.env.WTS_SECRETS_FILE;

const fail = (message: string): void => {
  console.error(message);
  process.exitCode = 1;
  process.disconnect?.();
};

const start = async (chosenPort: number, file: string): Promise<void> => {
  try {
    const onChange = gatherChanges((changes) => process.send?.({ changes }));
    const standIn = await startStandIn({ port: chosenPort, accounts: accountsFile(file), onChange });
    const stop = () => void standIn.close().finally(() => process.exit(0));
    process.once("SIGTERM", stop).once("SIGINT", stop).once("disconnect", stop);
    console.log(`WTS stand-in listening on ${standIn.url}`);
    process.send?.({ ready: { url: standIn.url } });
  } catch (error) {
    fail(`the WTS stand-in could not start: ${error instanceof Error ? error.message : String(error)}`);
  }
};

if (!Number.isInteger(port) || port < 0 || port > 65_535) fail("WTS_PORT is a port number from 0 to 65535");
else if (secretsFile === undefined || secretsFile === "")
  fail("WTS_SECRETS_FILE names the JSON file that holds the accounts");
else await start(port, secretsFile);
