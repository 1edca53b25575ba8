// Says at the end of a run how many tests were left out, and why: among thousands nobody would miss them.

const reasonIn = /\[left out: ([^\]]+)\]/;

export default class LeftOutReporter {
  /** Jest calls it once, when all results are in. Tests that `-t` passes over have no reason, and are nobody's loss. */
  onRunComplete(_contexts, { testResults }) {
    const counts = new Map();
    for (const { testResults: tests } of testResults)
      for (const { status, ancestorTitles, title } of tests) {
        const [, reason] = reasonIn.exec([...ancestorTitles, title].join(" ")) ?? [];
        if (status === "pending" && reason !== undefined) counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    for (const [reason, count] of counts)
      process.stderr.write(`Left out:    ${count} ${count === 1 ? "test" : "tests"}, since ${reason}\n`);
  }
}
