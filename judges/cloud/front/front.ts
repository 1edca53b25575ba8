// The one address that all clients know as AWS: it tells who asks for what, denies what their role does not allow, and passes
// the rest on: SQS to LocalStack, everything else to moto.
import { createServer, type IncomingMessage, request as openRequest, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { accountId } from "../../../local/aws/account.ts";
import { listen } from "../../../local/listen.ts";
import { askedOfPerson } from "./asked-of-person.ts";
import { type AskedPermission, askedPermissions, type SecretArn } from "./asked-permissions.ts";
import { rememberChangeSets } from "./change-sets.ts";
import { answerDenied, answerExpired } from "./denied-answer.ts";
import { openPeople, type People, type Person } from "./people.ts";
import { hasSourceOfAws, isTooLarge, refusedEntries } from "./put-events.ts";
import { openRoleRegistry, type RoleRegistry } from "./role-registry.ts";
import { readSignedRequest, type SignedRequest } from "./signed-request.ts";
import { answerSimulation } from "./simulation-answer.ts";

export interface RecordedCall {
  readonly atMs: number;
  /** The function whose role it was, or the person who has a policy of the stack; undefined for who may do everything, and the deployment. */
  readonly role: string | undefined;
  readonly service: string;
  readonly operation: string;
  readonly asked: readonly AskedPermission[];
  /** What was not allowed of it. */
  readonly denied: AskedPermission | undefined;
  status: number;
}

export interface Front {
  readonly url: string;
  readonly roles: RoleRegistry;
  /** Who deploys with a policy of their own; the operator of most tests may do everything. */
  readonly people: People;
  readonly calls: readonly RecordedCall[];
  /** Is called after a call was passed on and answered well. */
  onPassed(listener: (call: RecordedCall) => void): void;
  /** Whoever has that access key is told that it has expired, until what this answers is called. */
  expire(accessKeyId: string): () => void;
  /** A service answers 503 until what this answers is called. */
  breakDown(service: string): () => void;
  stop(): Promise<void>;
}

/** Whoever signed a request, and is judged. */
interface Caller {
  readonly role?: string;
  readonly person?: Person;
  /** As AWS names them when it refuses. */
  readonly who: string;
  asks(signed: SignedRequest): Promise<readonly AskedPermission[]>;
  mayCall(asked: AskedPermission): Promise<boolean>;
}

interface FrontOptions {
  readonly motoUrl: string;
  readonly sqsUrl: string;
  onError(message: string): void;
}

/** SQS's own account is told by the access key there: that of digits names it. */
const forLocalstack = (authorization: string): string =>
  authorization.replace(/Credential=[^/]+/, `Credential=${accountId}`);

const answerJson = (response: ServerResponse, status: number, value: object): void => {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.1" }).end(JSON.stringify(value));
};

export const startFront = async ({ motoUrl, sqsUrl, onError }: FrontOptions): Promise<Front> => {
  const roles = openRoleRegistry(motoUrl);
  const people = openPeople(motoUrl);
  const changeSets = rememberChangeSets(motoUrl);
  const calls: RecordedCall[] = [];
  const brokenDown = new Set<string>();
  const expired = new Set<string>();
  const listeners: ((call: RecordedCall) => void)[] = [];
  const arns = new Map<string, Promise<string>>();

  const askSecretArn = async (secretId: string): Promise<string> => {
    const answer = await fetch(motoUrl, {
      method: "POST",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "secretsmanager.DescribeSecret",
        authorization: "AWS4-HMAC-SHA256 Credential=front/20260101/sa-east-1/secretsmanager/aws4_request",
      },
      body: JSON.stringify({ SecretId: secretId }),
    });
    const { ARN } = Object(await answer.json());
    // One that is not there has no six characters of its own; any others are as good.
    return typeof ARN === "string" ? ARN : `arn:aws:secretsmanager:sa-east-1:${accountId}:secret:${secretId}-AbCdEf`;
  };
  const secretArn: SecretArn = (secretId) => {
    const arn = arns.get(secretId) ?? askSecretArn(secretId);
    arns.set(secretId, arn);
    return arn;
  };

  const forward = async (
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
    signed: SignedRequest | undefined,
  ): Promise<number> => {
    const isQueue = signed?.service === "sqs";
    const { authorization = "" } = request.headers;
    const headers = isQueue ? { ...request.headers, authorization: forLocalstack(authorization) } : request.headers;
    const { promise, resolve, reject } = Promise.withResolvers<number>();
    const passed = openRequest(
      new URL(request.url ?? "/", isQueue ? sqsUrl : motoUrl),
      { method: request.method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on("error", reject);
        answer.on("end", () => resolve(answer.statusCode ?? 502));
      },
    );
    passed.on("error", reject);
    // Who waits for a message and goes must not take one with them.
    response.on("close", () => {
      if (!response.writableFinished) passed.destroy();
    });
    passed.end(body);
    return promise;
  };

  /** Undefined for who may do everything. */
  const callerOf = (accessKeyId: string): Caller | undefined => {
    const role = roles.of(accessKeyId);
    if (role !== undefined)
      return {
        ...{ role: role.label, who: role.isPerson ? role.arn : `the role of ${role.label}` },
        asks: (signed) => (role.isPerson ? askedOfPerson : askedPermissions)(signed, secretArn),
        mayCall: async (asked) => (await roles.judge(accessKeyId, asked)).isAllowed,
      };
    const person = people.personOf(accessKeyId);
    return (
      person && {
        ...{ person, who: person.arn, mayCall: person.mayCall },
        asks: async (signed) => [
          ...(await askedOfPerson(signed, secretArn)),
          ...(signed.service === "cloudformation" ? await changeSets.callsOf(signed) : []),
        ],
      }
    );
  };

  const firstDenied = async (
    caller: Caller,
    asked: readonly AskedPermission[],
  ): Promise<AskedPermission | undefined> => {
    for (const each of asked) if (!(await caller.mayCall(each))) return each;
    return undefined;
  };

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const { method = "", url: path = "", headers } = request;
    const signed = readSignedRequest({ method, path, headers, body });
    if (!signed) {
      await forward(request, body, response, signed);
      return;
    }
    const { service, operation, input } = signed;
    if (expired.has(signed.accessKeyId)) return answerExpired(response, service);
    const caller = callerOf(signed.accessKeyId);
    const asked = caller === undefined ? [] : await caller.asks(signed);
    const denied = caller === undefined ? undefined : await firstDenied(caller, asked);
    const call: RecordedCall = { atMs: Date.now(), role: caller?.role, service, operation, asked, denied, status: 0 };
    calls.push(call);
    response.on("finish", () => {
      call.status = response.statusCode;
    });
    if (caller && denied) return answerDenied(response, { service, who: caller.who, asked: denied });
    if (brokenDown.has(service))
      return answerJson(response, 503, { __type: "ServiceUnavailable", message: "broken down" });
    if (caller?.person && operation === "SimulatePrincipalPolicy")
      return answerSimulation(response, caller.person, signed.form);
    // moto does not know it.
    if (operation === "GET /2016-08-19/account-settings")
      return answerJson(response, 200, { AccountLimit: { ConcurrentExecutions: 1_000 } });
    if (operation === "PutEvents" && isTooLarge(input))
      return answerJson(response, 400, {
        __type: "ValidationException",
        message: "Total size of the entries in the request is over the limit.",
      });
    if (operation === "PutEvents" && hasSourceOfAws(input)) return answerJson(response, 200, refusedEntries(input));
    const status = await forward(request, body, response, signed);
    if (status < 300) for (const listener of listeners) listener(call);
  };

  const server = createServer((request, response) => {
    void answer(request, response).catch((error: unknown) => {
      if (!request.destroyed || !response.destroyed)
        onError(`front: ${request.method} ${request.url}: ${String(error)}`);
      response.destroy();
    });
  });
  // The SDK keeps connections for as long as it likes.
  server.keepAliveTimeout = 0;
  const { url } = await listen(server, 0);
  return {
    url,
    roles,
    people,
    calls,
    onPassed: (listener) => listeners.push(listener),
    expire: (accessKeyId) => {
      expired.add(accessKeyId);
      return () => expired.delete(accessKeyId);
    },
    breakDown: (service) => {
      brokenDown.add(service);
      return () => brokenDown.delete(service);
    },
    stop: async () => {
      roles.close();
      people.close();
      server.close();
      server.closeAllConnections();
    },
  };
};
