// The mapping box of a simulation answers in the same process: a real one would count time that the simulation does not have.
import type { MappingBox } from "../../../lib/webhooks/mapping/mapping-box.ts";
import { boxHere } from "../box-here.ts";
import { loading } from "./load-functions.ts";

export const mappingBox = (): MappingBox => boxHere(loading.config?.sources ?? {});
