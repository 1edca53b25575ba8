// Prints what each gets of the rate when all ask for all they can get: node bench/rate-limit-shares.ts
import { type Asking, underPressure } from "../test/wts/rate-limit/full-pressure.ts";

const callers: Asking = { name: "callers", priority: "caller", client: "n8n", loops: 6 };
const queue: Asking = { name: "queue", priority: "queue", loops: 4 };
const background: Asking = { name: "background", priority: "background", loops: 3 };
const many: Asking = { ...callers, name: "n8n, 12 loops", loops: 12 };
const one: Asking = { ...callers, name: "crm, 1 loop", client: "crm", loops: 1 };

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

for (const askings of [
  [callers],
  [queue],
  [background],
  [callers, queue],
  [callers, background],
  [queue, background],
  [callers, queue, background],
  [queue, background, { ...callers, name: "callers, a window later", after: 1 }],
  [many, one],
  [many, one, queue, background],
]) {
  const { parts, used, mostSustained, mostBurst, writesPerCall } = await underPressure(askings);
  const shares = Object.entries(parts).map(([name, part]) => `${name} ${percent(part)}`);
  console.log(
    `${shares.join(", ")}; used ${percent(used)}; fullest windows ${mostSustained} of 800 and ${mostBurst} of 160; a call costs ${writesPerCall.toFixed(1)} writes`,
  );
}
