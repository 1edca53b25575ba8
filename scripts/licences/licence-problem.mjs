// Says what stands against handing a package on within ours: only licences that ask for no more than to be named are taken.

const taken = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "CC-BY-3.0",
  "CC-BY-4.0",
  "CC0-1.0",
  "ISC",
  "MIT",
  "MIT-0",
  "Unlicense",
]);

/** Of an expression as SPDX has it; one in which OR stands within AND is not understood, and so refused. */
const isTaken = (licence) =>
  licence
    .replace(/^\((.*)\)$/, "$1")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((name) => taken.has(name)));

export const licenceProblem = ({ name, version, licence }) => {
  if (licence === undefined) return `${name} ${version} names no licence`;
  return isTaken(licence)
    ? undefined
    : `${name} ${version} is under ${licence}, which scripts/licences/ does not know as one that only asks to be named`;
};
