// A sleep that somebody can end early.
import { expect, test } from "@jest/globals";
import { alarm } from "../../../lib/wts/rate-limit/alarm.ts";
import { virtualTime } from "./virtual-time.ts";

const setUp = () => {
  const time = virtualTime(1);
  const { clock } = time;
  const sleeper = alarm(clock);
  const woken: number[] = [];
  const start = clock.now();
  const sleep = (untilMs: number): void => {
    void sleeper.sleepUntil(start + untilMs).then(() => woken.push(clock.now() - start));
  };
  return { time, sleeper, woken, start, sleep };
};

test("ends at its time, never before it where that is no whole millisecond", async () => {
  const { time, woken, sleep } = setUp();
  sleep(40.2);
  await time.pass(100);
  expect(woken).toEqual([41]);
});

test("ends when it is rung, and then nobody sleeps any more", async () => {
  const { time, sleeper, woken, start, sleep } = setUp();
  expect(sleeper.asleepUntil()).toBeUndefined();
  sleep(5_000);
  await time.pass(10);
  expect(sleeper.asleepUntil()).toBe(start + 5_000);
  sleeper.ring();
  await time.pass(1);
  expect([woken, sleeper.asleepUntil()]).toEqual([[10], undefined]);
});

test("nobody sleeps any more when its time has come, either", async () => {
  const { time, sleeper, sleep } = setUp();
  sleep(20);
  await time.pass(30);
  expect(sleeper.asleepUntil()).toBeUndefined();
});
