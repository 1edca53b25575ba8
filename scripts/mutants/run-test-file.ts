// Runs one test file as the test runner does, but can leave tests out, and stop at the first that fails.
import { pathToFileURL } from "node:url";
import { getState, resetState } from "jest-circus";

type Circus = ReturnType<typeof getState>;
type Block = Circus["rootDescribeBlock"];
type Entry = Extract<Block["children"][number], { type: "test" }>;

export interface Watcher {
  /** True for a test that is to run, by its place among all tests of the file. */
  isWanted: (index: number) => boolean;
  beforeTest: () => Promise<void>;
  afterTest: (test: { index: number; title: string; errors: readonly unknown[] }) => Promise<void>;
}

let loads = 0;

const loadTests = async (path: string): Promise<Block> => {
  resetState();
  loads += 1;
  // A file that is already loaded would not declare its tests again.
  await import(`${pathToFileURL(path).href}?${loads}`);
  return getState().rootDescribeBlock;
};

const testsIn = (block: Block): Entry[] =>
  block.children.flatMap((child) => (child.type === "test" ? [child] : testsIn(child)));

const titleOf = (entry: Entry | Block): string =>
  entry.parent === undefined || entry.parent.name === "ROOT_DESCRIBE_BLOCK"
    ? entry.name
    : `${titleOf(entry.parent)} > ${entry.name}`;

const blocksAround = (block: Block): Block[] =>
  block.parent === undefined ? [block] : [...blocksAround(block.parent), block];

const call = async (body: unknown): Promise<void> => {
  if (typeof body === "function") await body();
};

const runHooks = async (type: Block["hooks"][number]["type"], block: Block): Promise<void> => {
  for (const hook of block.hooks) if (hook.type === type) await call(hook.fn);
};

const isSkipped = ({ mode }: Entry): boolean => mode === "skip" || mode === "todo";

/** Collects what is thrown, so that what comes after a test runs in any case. */
const collectErrors = () => {
  const errors: unknown[] = [];
  const attempt = (done: Promise<void>): Promise<void> => done.catch((error: unknown) => void errors.push(error));
  return { errors, attempt };
};

const runTest = async (entry: Entry): Promise<unknown[]> => {
  const blocks = blocksAround(entry.parent);
  const { errors, attempt } = collectErrors();
  for (const block of blocks) await attempt(runHooks("beforeEach", block));
  if (errors.length === 0) await attempt(call(entry.fn));
  for (const block of blocks.toReversed()) await attempt(runHooks("afterEach", block));
  return errors;
};

/** What a hook throws, or `afterTest`, ends it, and is thrown when everything is tidied up. */
export const runTestFile = async (path: string, watcherFor: (count: number) => Watcher): Promise<void> => {
  const root = await loadTests(path);
  const entries = testsIn(root);
  const { isWanted, beforeTest, afterTest } = watcherFor(entries.length);
  const indexes = new Map(entries.map((entry, index) => [entry, index]));
  const isRun = (entry: Entry): boolean => !isSkipped(entry) && isWanted(indexes.get(entry) ?? 0);

  const runChild = async (child: Block | Entry): Promise<void> => {
    if (child.type === "describeBlock") return await runBlock(child);
    if (!isRun(child)) return;
    await beforeTest();
    await afterTest({ index: indexes.get(child) ?? 0, title: titleOf(child), errors: await runTest(child) });
  };
  const runBlock = async (block: Block): Promise<void> => {
    if (!testsIn(block).some(isRun)) return;
    try {
      await runHooks("beforeAll", block);
      for (const child of block.children) await runChild(child);
    } finally {
      await runHooks("afterAll", block);
    }
  };
  await runBlock(root);
};
