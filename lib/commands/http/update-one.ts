// PATCH /sessions/{sessionId}: one update, applied at once, answered with what WTS said.

import { shownSessionId } from "../../core/ids.ts";
import type { Issue } from "../../core/issue.ts";
import { isProperties, own } from "../../core/value.ts";
import type { CallerRequest, HttpAnswer } from "../../middleware/http-request.ts";
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

/** The status is 200 and the body an array of one, as the n8n node answers. A repetition is answered with the session as it is by now. */
export const oneUpdater = (dependencies: UpdateSessionDependencies) => {
  const { parse, findAccount, run, start, countCommands, underKey } = callerCommands(dependencies);

  return async (request: CallerRequest): Promise<HttpAnswer> => {
    const running = start(request);
    const { input, issues } = patchInput(request.body, request.path.sessionId);
    const command = await parse(input, request, issues);
    request.logged.sessionId = shownSessionId(command.sessionId);
    const account = await findAccount(command, request);
    await countCommands(request, 1);
    return underKey(running, async () => {
      const { answer, wasApplied } = await run(command, account, 0, running);
      return { answer: { statusCode: 200, body: [answer] }, wasApplied, isFinal: true };
    });
  };
};
