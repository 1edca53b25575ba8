// The status of a session, however people write it.
import { describe, expect, test } from "@jest/globals";
import { acceptedUpdate, refusedUpdate } from "../support/parse.ts";

describe("a status", () => {
  test.each([
    ["STARTED", "STARTED"],
    ["PENDING", "PENDING"],
    ["IN_PROGRESS", "IN_PROGRESS"],
    ["COMPLETED", "COMPLETED"],
    ["HIDDEN", "HIDDEN"],
    ["Completed", "COMPLETED"],
    ["completed", "COMPLETED"],
    ["In Progress", "IN_PROGRESS"],
    ["in_progress", "IN_PROGRESS"],
    ["in-progress", "IN_PROGRESS"],
    ["InProgress", "IN_PROGRESS"],
    [" pending ", "PENDING"],
  ])("may be written %j", (written, status) => {
    expect(acceptedUpdate({ status: written })).toMatchObject({ status, fields: ["Status"] });
  });

  test.each([
    [null],
    [""],
    ["   "],
    [{}],
    [[]],
    ["UNDEFINED"],
    ["undefined"],
    ["OPEN"],
    ["COMPLETED!"],
    // Unicode has other letters that its case rules take for ours.
    ["\u017ftarted"],
    ["pend\u0131ng"],
    ["\u0130N_PROGRESS"],
    ["HIDDE\u039d"],
    ["\uff33TARTED"],
    ["COMPLETEDX"],
    ["constructor"],
    ["__proto__"],
    [1],
    [true],
    [["COMPLETED"]],
    [{ status: "COMPLETED" }],
  ])("that is none is refused in the words of the n8n node: %j", (status) => {
    const issue = { path: "status", code: "STATUS_INVALID", message: "Add a valid status!" };
    expect(refusedUpdate({ status })).toStrictEqual([issue]);
    expect(refusedUpdate({ fields: ["Status"], status })).toStrictEqual([issue]);
  });

  test("that the mask names and nobody gives is refused in the same words", () => {
    expect(refusedUpdate({ fields: ["Status"] })).toStrictEqual([
      { path: "status", code: "STATUS_INVALID", message: "Add a valid status!" },
    ]);
  });
});
