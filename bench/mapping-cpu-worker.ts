// One packaged function of bench/mapping-cpu.ts: delivers to it, and answers what that cost it and its children in time of the processor.
import { createHmac } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [file = "", secret = ""] = process.argv.slice(2);
const { handler } = await import(pathToFileURL(file).href);
const context = { getRemainingTimeInMillis: () => 10_000, awsRequestId: "bench" };

let serial = 0;
const eventOf = (kind: string): object => {
  serial += 1;
  const issue = {
    number: serial,
    title: `Pedido ${serial}`,
    closed_at: "2026-11-30T18:00:00Z",
    body: "x".repeat(1_500),
  };
  const body = JSON.stringify({ action: "closed", issue, repository: { name: "loja", owner: { login: "acme" } } });
  const routeKey = "POST /webhooks/{source}";
  return {
    ...{ version: "2.0", routeKey, rawPath: `/webhooks/${kind}`, rawQueryString: "", body, isBase64Encoded: false },
    headers: {
      ...{
        "content-type": "application/json",
        "x-github-event": "issues",
        "x-github-delivery": `d-${process.pid}-${serial}`,
      },
      "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
    },
    pathParameters: { source: kind },
    requestContext: { requestId: `r-${serial}`, routeKey, timeEpoch: 0, http: { method: "POST" } },
  };
};

/** Of the children that live: the mapping box, where there is one. The kernel counts the nanoseconds of each thread. */
const childMicroseconds = (): number =>
  readFileSync(`/proc/self/task/${process.pid}/children`, "utf8")
    .split(" ")
    .filter((pid) => pid.trim() !== "")
    .flatMap((pid) => readdirSync(`/proc/${pid}/task`).map((thread) => `/proc/${pid}/task/${thread}/schedstat`))
    .reduce((sum, stat) => sum + Number(readFileSync(stat, "utf8").split(" ")[0]) / 1_000, 0);

const allMicroseconds = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system + childMicroseconds();
};

process.on("message", async ({ kind, count }: { kind: string; count: number }) => {
  const events = Array.from({ length: count }, () => eventOf(kind));
  const before = allMicroseconds();
  for (const event of events) {
    const { statusCode, body } = await handler(event, context);
    if (statusCode !== 202 || !body.includes('commandIds":["')) throw new Error(`${kind}: ${statusCode} ${body}`);
  }
  process.send?.({ microseconds: (allMicroseconds() - before) / count });
});
