// Says one problem of an input so that its author can correct it.

/** `path` is dotted and empty for the whole input; `message` says what is expected, then what to do. */
export interface Issue {
  readonly path: string;
  readonly code: IssueCode;
  readonly message: string;
}

type IssueCode =
  | "BATCH_SIZE_INVALID"
  | "COMMAND_NOT_ALLOWED"
  | "COMMAND_UNKNOWN"
  | "COMPANY_UNKNOWN"
  | "CONTACT_BLOCKED"
  | "CONTACT_OPTED_OUT"
  | "CONTACT_TAGGED"
  | "CONTACT_UNKNOWN"
  | "DESTINATION_MISSING"
  | "END_AT_INVALID"
  | "EXPECTATION_DIFFERS"
  | "FIELD_NOT_IN_MASK"
  | "FIELD_UNKNOWN"
  | "FIELD_WITHOUT_VALUE"
  | "KEY_REFUSED"
  | "MESSAGE_FAILED"
  | "MESSAGE_STILL_QUEUED"
  | "NAME_AMBIGUOUS"
  | "NAME_UNKNOWN"
  | "NOTHING_TO_UPDATE"
  | "PLACEHOLDER_EMPTY"
  | "PLACEHOLDER_INVALID"
  | "PROPERTY_CONFLICT"
  | "PROPERTY_UNKNOWN"
  | "QUERY_INVALID"
  | "SESSION_ID_EMPTY"
  | "SESSION_ID_INVALID"
  | "SESSION_ID_MISMATCH"
  | "STATUS_INVALID"
  | "STEP_DONE"
  | "TEMPLATE_INVALID"
  | "TOO_LARGE"
  | "TYPE_INVALID"
  | "UNTIL_INVALID"
  | "USER_NOT_IN_DEPARTMENT";

/** It collects issues, and answers undefined so that a parser can say `return report(…)` for a value it does not have. */
export type Report = (path: string, code: IssueCode, message: string) => undefined;

/** These are more than anybody corrects in one go, and few enough that a hostile body is not answered with megabytes. */
const mostIssues = 100;

export const collectIssues = (): { issues: Issue[]; report: Report } => {
  const issues: Issue[] = [];
  return {
    issues,
    report: (path, code, message) => {
      if (issues.length < mostIssues) issues.push({ path, code, message });
    },
  };
};

/** It reports one level deeper: its paths start with `prefix`. */
export const reportUnder =
  (prefix: string, report: Report): Report =>
  (path, code, message) =>
    report(path === "" ? prefix : `${prefix}.${path}`, code, message);
