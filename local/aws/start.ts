// The process that stands where AWS stands. It ends with the process that started it.
import { startSecretsEndpoint } from "./secrets-endpoint.ts";

const { LOCAL_SECRETS_FILE: secretsFile } = process.env;
if (!secretsFile) throw new Error("LOCAL_SECRETS_FILE must name a file with {accounts, clients, sources}");

process.on("disconnect", () => process.exit());
const { url } = await startSecretsEndpoint(secretsFile);
process.send?.({ ready: { AWS_ENDPOINT_URL_SECRETS_MANAGER: url } });
