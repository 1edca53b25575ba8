// Names every reason why something of a workflow is left to people, so that the screen and the written file say it alike.

export const reasonCodes = [
  "EXPRESSION_INVALID",
  "CONSTRUCT",
  "NOW",
  "VARIABLE",
  "OUTPUT_UNKNOWN",
  "NODE_UNKNOWN",
  "PARTS_OF_WEBHOOK",
  "WITHHELD",
  "WHOLE_ITEM",
  "NAME_REFUSED",
  "TOO_LONG",
  "CODE",
  "HTTP",
  "HOST",
  "WAIT",
  "MERGE",
  "LOOP",
  "ITEMS",
  "SUBWORKFLOW",
  "OTHER_NODE",
  "OUTPUTS",
  "NODE_MISSING",
  "EMPTY_ITEM",
  "TOO_MANY_STEPS",
  "CONDITION",
  "DATES",
  "OPERATION",
  "OTHER_RESOURCE",
  "FILES",
  "TEMPLATE",
  "VALUE_MISSING",
  "FIELD_UNKNOWN",
  "USER_WITHOUT_DEPARTMENT",
  "BODY",
  "PARAMETER",
] as const;

export type ReasonCode = (typeof reasonCodes)[number];

/** `detail` is a name out of the workflow, or of a part of JavaScript: never a value that stands in it. */
export interface Reason {
  readonly code: ReasonCode;
  readonly detail: string;
}

export interface NotCarried {
  readonly kind: "not-carried";
  readonly reason: Reason;
}

export const notCarried = (code: ReasonCode, detail = ""): NotCarried => ({
  kind: "not-carried",
  reason: { code, detail },
});
