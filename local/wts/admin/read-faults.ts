// Reads faults as a test hands them in.
import type { Fault } from "../faults.ts";
import {
  AdminError,
  aCount,
  aNumber,
  anObject,
  anything,
  aText,
  type Check,
  listOf,
  oneOf,
  readProperties,
} from "./admin-input.ts";

const aPath = (value: unknown, name: string): string => {
  const path = aText(value, name);
  if (!path.startsWith("^")) return path;
  try {
    new RegExp(path);
  } catch {
    throw new AdminError(`${name} starts with ^ and is a regular expression, but cannot be read as one`);
  }
  return path;
};

const aStatus = (value: unknown, name: string): number => {
  const status = aCount(value, name);
  if (status < 200 || status > 599) throw new AdminError(`${name} is an HTTP status from 200 to 599`);
  return status;
};

const aRate = (value: unknown, name: string): number => {
  const rate = aNumber(value, name);
  if (rate > 1) throw new AdminError(`${name} is a share from 0 to 1`);
  return rate;
};

const readHeaders = (value: unknown, name: string): Record<string, string> => {
  const headers = Object.entries(anObject(value, name)).map(([header, text]) => [
    header,
    aText(text, `${name}.${header}`),
  ]);
  return Object.fromEntries(headers);
};

const faultShape = {
  method: aText,
  path: aPath,
  status: aStatus,
  body: anything,
  headers: readHeaders,
  delayMs: aNumber,
  drop: oneOf([true, "after"]),
  hang: oneOf([true]),
  applyFirst: oneOf([true]),
  failMessage: aText,
  times: aCount,
  rate: aRate,
};

export const readFaults = (value: unknown): Fault[] => {
  const readFault: Check<Fault> = (fault, name) => readProperties(fault, name, faultShape);
  return listOf(readFault)(value, "faults").filter((fault) => fault.times !== 0);
};
