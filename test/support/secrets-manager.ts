// Secrets Manager on a loopback socket, with a value, a failure or a delay on demand; the real SDK client talks to it.
import { createServer } from "node:http";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { listen } from "../../local/listen.ts";

export const startSecretsManager = async () => {
  const state = { value: "{}", failing: false, calls: 0 };
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      state.calls += 1;
      response.writeHead(state.failing ? 400 : 200, { "content-type": "application/x-amz-json-1.1" });
      response.end(
        JSON.stringify(
          state.failing
            ? { __type: "AccessDeniedException", message: "not now" }
            : { ARN: "arn:aws:secretsmanager:local:0:secret:test", Name: "test", SecretString: state.value },
        ),
      );
    });
  });
  const { url: endpoint, stop } = await listen(server, 0);
  const client = new SecretsManagerClient({
    region: "sa-east-1",
    endpoint,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  return {
    state,
    client,
    stop: () => {
      client.destroy();
      return stop();
    },
  };
};
