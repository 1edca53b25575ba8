// Warns that what runs here was built before the last edit: the edit is what `explain` shows, and not what happens.
import { editedSinceBuild } from "./edited-since-build.ts";
import type { Tools } from "./with-connection.ts";

export const warnOfStaleBuild = ({ connection, output }: Tools): void => {
  const edited = editedSinceBuild(connection);
  if (edited !== undefined)
    output.warn(
      `warning: ${edited} was edited after what runs here was built from it: \`npm run hooks -- local rebuild\` builds it anew`,
    );
};
