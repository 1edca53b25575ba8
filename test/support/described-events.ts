// Holds every event of ours that a test meets on the bus against its schema in docs/reference/schemas.
import { readFileSync } from "node:fs";
import { expect } from "@jest/globals";
import { eventSource, type BusEvent as Published } from "../../lib/aws/bus.ts";
import type { BusEvent } from "../../local/lambda/event-bus.ts";
import { problemsBy } from "../docs/interfaces/support/problems-by-schema.ts";

const folder = new URL("../../docs/reference/schemas/", import.meta.url);
const known = new Map<string, ReturnType<typeof problemsBy>>();

/** All that WTS tells has one schema. */
const problemsOf = (type: string): ReturnType<typeof problemsBy> => {
  const file = `${type.startsWith("WTS ") ? "wts-event" : type.toLowerCase().replaceAll(" ", "-")}.json`;
  const problems = known.get(file) ?? problemsBy(JSON.parse(readFileSync(new URL(file, folder), "utf8")));
  known.set(file, problems);
  return problems;
};

/** What others put on the bus has any form. */
export const describedEvents = () => {
  const seen: BusEvent[] = [];
  return {
    take: (event: BusEvent): void => {
      if (event.source === eventSource) seen.push(event);
    },
    /** Throws where there is none of these types, or one that is not as its schema says. */
    check: (...types: readonly string[]): void => {
      const met = new Set(seen.map((event) => event["detail-type"]));
      expect([...met]).toEqual(expect.arrayContaining([...types]));
      const wrong = seen.flatMap((event) => {
        const problems = problemsOf(event["detail-type"])(event);
        return problems.length === 0 ? [] : [{ event, problems }];
      });
      expect(wrong).toEqual([]);
    },
  };
};

/** The same of what a part gave to the bus by itself, where no bus of AWS stands behind it: each of these types, and all as described. */
export const expectDescribed = (published: readonly Published[], ...types: readonly string[]): void => {
  const described = describedEvents();
  for (const { type, detail } of published)
    described.take(JSON.parse(JSON.stringify({ source: eventSource, "detail-type": type, detail })));
  described.check(...types);
};
