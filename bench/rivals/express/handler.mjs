// What people write: Express behind serverless-http, axios, zod, and the AWS SDK, none of it bundled. A webhook is verified, mapped and queued; a PATCH is checked and passed on. Nothing is remembered, limited or retried.
import { createHmac, timingSafeEqual } from "node:crypto";
import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import axios from "axios";
import express from "express";
import serverless from "serverless-http";
import { z } from "zod";

const { ACCESS_SECRET_ID, ACCOUNTS_SECRET_ID, COMMANDS_QUEUE_URL, WTS_BASE_URL } = process.env;
const secrets = new SecretsManagerClient({});
const sqs = new SQSClient({});
const wts = axios.create({ baseURL: WTS_BASE_URL });

const order = z.object({
  type: z.string(),
  timestamp: z.iso.datetime(),
  data: z.object({ id: z.string(), session_id: z.uuid(), value: z.number() }),
});
const update = z.object({ status: z.enum(["PENDING", "IN_PROGRESS", "COMPLETED"]), number: z.string() }).partial();

const known = new Map();
const readSecret = (id) => {
  if (!known.has(id))
    known.set(
      id,
      secrets.send(new GetSecretValueCommand({ SecretId: id })).then(({ SecretString }) => JSON.parse(SecretString)),
    );
  return known.get(id);
};

const isSigned = ({ headers, rawText }, secret) => {
  const content = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${rawText}`;
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const expected = Buffer.from(createHmac("sha256", key).update(content).digest("base64"));
  const given = Buffer.from(String(headers["webhook-signature"]).split(",")[1] ?? "");
  const ageSeconds = Math.abs(Date.now() / 1_000 - Number(headers["webhook-timestamp"]));
  return ageSeconds < 300 && given.length === expected.length && timingSafeEqual(given, expected);
};

const app = express();
app.use(
  express.json({
    verify: (request, _response, bytes) => {
      request.rawText = bytes.toString();
    },
  }),
);

app.post("/webhooks/:source", async (request, response) => {
  const { sources } = await readSecret(ACCESS_SECRET_ID);
  const [secret] = sources[request.params.source] ?? [];
  if (!secret || !isSigned(request, secret)) return response.status(401).json({ error: "the signature is wrong" });
  const { type, data } = order.parse(request.body);
  if (type !== "order.paid") return response.status(200).json({ ignored: true });
  const command = { sessionId: data.session_id, status: "PENDING", number: `n${data.id}` };
  const id = String(request.headers["webhook-id"]);
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: COMMANDS_QUEUE_URL,
      MessageBody: JSON.stringify(command),
      MessageGroupId: data.session_id,
      MessageDeduplicationId: id,
    }),
  );
  console.log(JSON.stringify({ message: "queued", source: request.params.source, deliveryId: id }));
  response.status(202).json({ queued: 1 });
});

app.patch("/sessions/:sessionId", async (request, response) => {
  const { clients } = await readSecret(ACCESS_SECRET_ID);
  const token = String(request.headers.authorization).replace("Bearer ", "");
  if (!Object.values(clients).some((tokens) => [tokens.tokens ?? tokens].flat().includes(token)))
    return response.status(401).json({ error: "the token is unknown" });
  const fields = update.parse(request.body);
  const accounts = await readSecret(ACCOUNTS_SECRET_ID);
  const body = { fields: Object.keys(fields).map((name) => name[0].toUpperCase() + name.slice(1)), ...fields };
  const headers = { authorization: `Bearer ${accounts.default.apiKey}` };
  const { data } = await wts.put(`/chat/v2/session/${request.params.sessionId}/partial`, body, { headers });
  console.log(JSON.stringify({ message: "applied", sessionId: request.params.sessionId }));
  response.status(200).json(data);
});

export const handler = serverless(app);
