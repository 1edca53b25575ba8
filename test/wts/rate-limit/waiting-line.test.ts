// Who comes first of those who wait.
import { expect, test } from "@jest/globals";
import type { Priority } from "../../../lib/wts/rate-limit/priority.ts";
import { type Waiter, waitingLine } from "../../../lib/wts/rate-limit/waiting-line.ts";

const nothing = (): void => {};
const waiter = (priority: Priority): Waiter => ({
  priority,
  tokens: 1,
  expectedCalls: 1,
  keepsLease: false,
  startBy: 0,
  grant: nothing,
  refuse: nothing,
});

test("callers come before webhooks and webhooks before background work, and equals in order of arrival", () => {
  const line = waitingLine();
  const arrivals = (["queue", "queue", "background", "queue", "caller", "background", "caller"] as const).map(waiter);
  for (const each of arrivals) line.join(each);
  expect(line.all().map((each) => arrivals.indexOf(each))).toEqual([4, 6, 0, 1, 3, 2, 5]);
  expect(line.first()).toBe(arrivals[4]);
});

test("who leaves is no longer in it, and the others stay in their order", () => {
  const line = waitingLine();
  const [one, two, three] = [waiter("queue"), waiter("queue"), waiter("queue")];
  for (const each of [one, two, three]) line.join(each);
  line.leave(two);
  expect(line.all()).toEqual([one, three]);
  line.leave(one);
  line.leave(three);
  expect(line.first()).toBeUndefined();
});
