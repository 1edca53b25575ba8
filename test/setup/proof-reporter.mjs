// Puts together at the end of a run what the roles of all deployed stages called, and writes docs/proof.md where everything ran.
import { writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { readFigures } from "../../judges/cloud/figures.ts";
import { proofPage } from "../../judges/cloud/proof-page.ts";
import { reasonFor } from "../../judges/cloud/unused-grants.ts";
import { readUsages } from "../../judges/cloud/usage.ts";

const page = fileURLToPath(new URL("../../docs/proof.md", import.meta.url));

export default class ProofReporter {
  #globalConfig;
  #error;

  constructor(globalConfig) {
    this.#globalConfig = globalConfig;
  }

  /** Jest asks it whether the run has failed for a reason that no test knows. */
  getLastError() {
    return this.#error;
  }

  onRunComplete(_contexts, results) {
    const usage = readUsages(process.env.TEST_RUN_FOLDER ?? "");
    if (!usage) return;
    const calls = Object.values(usage.calls).reduce((sum, count) => sum + count, 0);
    process.stderr.write(
      `Roles:       ${calls} calls judged, ${usage.unused.length} of ${usage.grants.length} permissions not needed\n`,
    );
    const { testPathPatterns, testNamePattern } = this.#globalConfig;
    const isWhole = !testNamePattern && (testPathPatterns?.patterns ?? []).length === 0;
    // Jest says whether it was a success only after this.
    if (!isWhole || results.numFailedTests > 0 || results.numFailedTestSuites > 0) return;
    const files = results.testResults
      .map(({ testFilePath, testResults }) => ({
        name: basename(testFilePath, ".test.ts"),
        titles: testResults.filter(({ status }) => status === "passed").map(({ fullName }) => fullName),
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    const seconds = (Date.now() - results.startTime) / 1_000;
    writeFileSync(
      page,
      proofPage({ files, usage, figures: readFigures(process.env.TEST_RUN_FOLDER ?? ""), seconds, now: new Date() }),
    );
    const unexplained = usage.unused.filter((grant) => reasonFor(grant) === undefined);
    if (unexplained.length > 0) {
      this.#error = new Error(
        `roles should allow only what is needed, and nothing needed these: take them out of serverless.yml, test what needs them, or say why in judges/cloud/unused-grants.ts\n  ${unexplained.join("\n  ")}`,
      );
    }
  }
}
