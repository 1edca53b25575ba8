// The WTS node of n8n as far as its calls go: what it asks WTS for, operation by operation, from its parameters. Written from
// what the public node does, in words of our own; a parameter that says "null" means that nothing is chosen.

export interface NodeCall {
  method: string;
  path: string;
  body: unknown;
}

export type NodeParameters = Readonly<Record<string, unknown>>;

const nothingChosen = "null";

/** The node drops what is empty from the body, and keeps its name in `fields`. */
const withoutEmpty = (values: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => Boolean(value)));

const chosen = (value: unknown): unknown => (value === nothingChosen ? undefined : value);

const metadataOf = (parameter: unknown): unknown => {
  const pairs = Object(parameter).metadata as { key: string; value: string }[] | undefined;
  return pairs && Object.fromEntries(pairs.map(({ key, value }) => [key, value]));
};

export const callOfNode = (operation: string, parameters: NodeParameters): NodeCall => {
  const session = `/chat/v1/session/${parameters.sessionId}`;
  const fields = (parameters.fieldsUpdate ?? []) as readonly string[];
  const ticked = (field: string, value: unknown): unknown => (fields.includes(field) ? value : undefined);
  switch (operation) {
    case "updateSession":
      return {
        method: "PUT",
        path: `/chat/v2/session/${parameters.sessionId}/partial`,
        body: withoutEmpty({
          companyId: parameters.companyId,
          status: ticked("Status", parameters.statusUpdateSessionOption),
          endAt: ticked("EndAt", parameters.endAt),
          number: ticked("Number", parameters.number),
          departmentId:
            ticked("DepartmentId", chosen(parameters.departmentIdUpdatedSession)) ??
            ticked("UserId", chosen(parameters.departmentIdUpdatedSession)),
          userId: ticked("UserId", chosen(parameters.userIdByDepartmentUpdateSession)),
          metadata: ticked("Metadata", metadataOf(parameters.metadataUpdateSession)),
          fields,
        }),
      };
    case "updateTransfer": {
      const [department, user] = [chosen(parameters.departmentId), chosen(parameters.userIdByDepartment)];
      return {
        method: "PUT",
        path: `${session}/transfer`,
        body: {
          type: department && user ? "USER" : "DEPARTMENT",
          ...withoutEmpty({ newDepartmentId: department, newUserId: user }),
        },
      };
    }
    case "updateStatusSession":
      return { method: "PUT", path: `${session}/status`, body: { newStatus: parameters.status } };
    case "assignUser":
      return { method: "PUT", path: `${session}/assignee`, body: { userId: parameters.userId } };
    case "concludeSession":
      return {
        method: "PUT",
        path: `${session}/complete`,
        body: { reactivateOnNewMessage: parameters.reactivateOnNewMessage },
      };
    case "sendMessageTextSession":
      return { method: "POST", path: `${session}/message`, body: { text: parameters.textMessage } };
    case "getSessionById":
      return { method: "GET", path: session, body: undefined };
    default:
      throw new Error(`the model has no operation ${operation}`);
  }
};
