// What the lines of receive-webhook are called in every group: it depends on how the configuration maps, as no other function does.
import type { ConfigName } from "../world/packaged.ts";

export const receiveLines: Readonly<Record<ConfigName, string>> = {
  paths: "receive-webhook, no expression",
  jsonata: "receive-webhook, JSONata",
  functions: "receive-webhook, function",
};
