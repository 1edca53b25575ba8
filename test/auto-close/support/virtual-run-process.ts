// One run in virtual time, in a process of its own: what it needs of memory is nobody else's.
import { virtualRun } from "./virtual-run.ts";

process.send?.(await virtualRun(JSON.parse(process.argv[2] ?? "")), () => process.disconnect());
