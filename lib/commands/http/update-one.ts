// PATCH /sessions/{sessionId}: one update, applied at once, answered with what WTS said.

import { shownSessionId } from "../../core/ids.ts";
import type { Issue } from "../../core/issue.ts";
import { isProperties, own } from "../../core/value.ts";
import type { CallerRequest, HttpAnswer } from "../../middleware/http-request.ts";
import type { WtsMessage, WtsSession } from "../../wts/types.ts";
import { callerCommands, type UpdateSessionDependencies } from "./caller-commands.ts";

/** A PATCH is an update of the session its path names; its body may repeat the id, but not contradict it. */
const patchInput = (body: unknown, sessionId: string | undefined): { input: unknown; issues: Issue[] } => {
  if (!isProperties(body)) return { input: body, issues: [] };
  const issues: Issue[] = [];
  const repeated = own(body, "sessionId");
  if (repeated !== undefined && repeated !== sessionId)
    issues.push({
      path: "sessionId",
      code: "SESSION_ID_MISMATCH",
      message: "sessionId differs from the one in the path; leave it out of the body",
    });
  const command = own(body, "command");
  if (command !== undefined && command !== "update")
    issues.push({
      path: "command",
      code: "COMMAND_NOT_ALLOWED",
      message: "PATCH takes update only; send any other command to POST /sessions/batch",
    });
  return { input: { ...body, command: "update", sessionId }, issues };
};

const shownFields = ["id", "status", "departmentId", "userId", "endAt", "number", "metadata", "updatedAt"] as const;

/** A stored answer is kept for longer than anybody may need it, so it holds no contact, no text and no name. */
const withoutContact = (answer: WtsSession | WtsMessage): Record<string, unknown> =>
  Object.fromEntries(shownFields.flatMap((name) => (name in answer ? [[name, answer[name]]] : [])));

/** The status is 200 and the body an array of one, as the n8n node answers. */
export const oneUpdater = (dependencies: UpdateSessionDependencies) => {
  const { parse, findAccount, run, once, start } = callerCommands(dependencies);

  return async (request: CallerRequest): Promise<HttpAnswer> => {
    const running = start(request);
    const { input, issues } = patchInput(request.body, request.path.sessionId);
    const command = parse(input, issues);
    request.logged.sessionId = shownSessionId(command.sessionId);
    const account = await findAccount(command, request);
    return once(running, async () => {
      const answer = await run(command, account, 0, running);
      const stored = withoutContact(answer as WtsSession);
      return { answer: { statusCode: 200, body: [answer] }, stored: { statusCode: 200, body: [stored] } };
    });
  };
};
