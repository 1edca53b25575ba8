// Runs inside a function's process as Lambda's runtime does: it asks the Runtime API for invocations and hands them to the handler.
import type { IncomingHttpHeaders } from "node:http";
import { pathToFileURL } from "node:url";
import { moveDate, wallNow } from "../move-date.ts";

// An ESM import of node:http would load undici into every function, and hide what a bundle itself costs to start.
const http = process.getBuiltinModule("node:http");

type Handler = (event: unknown, context: object) => unknown;

const {
  AWS_LAMBDA_RUNTIME_API: runtimeApi = "",
  LAMBDA_TASK_ROOT: taskRoot = "",
  _HANDLER: handlerName = "",
} = process.env;
const agent = new http.Agent({ keepAlive: true });

const call = (
  method: "GET" | "POST",
  path: string,
  body = "",
): Promise<{ headers: IncomingHttpHeaders; text: string }> =>
  new Promise((resolve, reject) => {
    const request = http.request(`http://${runtimeApi}/2018-06-01/runtime${path}`, { method, agent }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => resolve({ headers: response.headers, text: Buffer.concat(chunks).toString() }));
      response.on("error", reject);
    });
    request.on("error", reject);
    request.end(body);
  });

/** How far this machine's clock is moved, which on Lambda nobody can do: the runner says it with each invocation. */
const clockHeader = "local-clock-offset-ms";

const runtimeError = (name: string, message: string, cause?: unknown): Error =>
  Object.assign(new Error(message, { cause }), { name });

const describe = (error: unknown): string =>
  JSON.stringify(
    error instanceof Error
      ? { errorType: error.name, errorMessage: error.message, stackTrace: error.stack?.split("\n") ?? [] }
      : { errorType: typeof error, errorMessage: String(error), stackTrace: [] },
  );

const loadHandler = async (): Promise<Handler> => {
  const dot = handlerName.lastIndexOf(".");
  const file = `${taskRoot}/${handlerName.slice(0, dot)}.mjs`;
  let bundle: Record<string, unknown>;
  try {
    bundle = await import(pathToFileURL(file).href);
  } catch (error) {
    if (error instanceof SyntaxError) throw runtimeError("Runtime.UserCodeSyntaxError", String(error), error);
    if (error instanceof Error && "code" in error && error.code === "ERR_MODULE_NOT_FOUND")
      throw runtimeError("Runtime.ImportModuleError", String(error), error);
    throw error;
  }
  const handler = bundle[handlerName.slice(dot + 1)];
  if (typeof handler !== "function")
    throw runtimeError("Runtime.HandlerNotFound", `${handlerName} is undefined or not exported`);
  // Node 24 on Lambda refuses handlers with a callback.
  if (handler.length > 2)
    throw runtimeError("Runtime.CallbackHandlerDeprecated", `${handlerName} takes a callback, which is not supported`);
  return handler as Handler;
};

const contextOf = (headers: IncomingHttpHeaders) => {
  const deadline = Number(headers["lambda-runtime-deadline-ms"]);
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    invokedFunctionArn: headers["lambda-runtime-invoked-function-arn"],
    awsRequestId: String(headers["lambda-runtime-aws-request-id"]),
    getRemainingTimeInMillis: () => deadline - wallNow(),
  };
};

const serve = async (handler: Handler): Promise<never> => {
  for (;;) {
    const { headers, text } = await call("GET", "/invocation/next");
    const context = contextOf(headers);
    moveDate(Number(headers[clockHeader] ?? 0));
    const invocation = `/invocation/${context.awsRequestId}`;
    let answer: string;
    try {
      answer = JSON.stringify(await handler(JSON.parse(text), context)) ?? "null";
    } catch (error) {
      const description = describe(error);
      console.error(`Invoke Error\t${description}`);
      await call("POST", `${invocation}/error`, description);
      continue;
    }
    await call("POST", `${invocation}/response`, answer);
  }
};

// The bundle, and what it keeps of Date, has to find the one that can be moved.
moveDate(0);

let handler: Handler;
try {
  handler = await loadHandler();
} catch (error) {
  await call("POST", "/init/error", describe(error));
  process.exit(1);
}
// When the runner is gone, so is the reason for this process.
await serve(handler).catch(() => process.exit(1));
