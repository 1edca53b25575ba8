// Packages a stage with a configuration once: those who deploy the same in one run of Jest do not wait for it again.
import { installedFolder, installOnce } from "../install/install-once.ts";
import { openDeployFolder } from "./deploy-folder.ts";

interface PackageOptions {
  /** It is made in there, where nobody has made it yet. */
  readonly home: string;
  readonly stage: string;
  readonly configFile: string;
}

/** Answers a folder that a deployment can be made from. */
export const packageOnce = async ({ home, stage, configFile }: PackageOptions): Promise<string> => {
  const target = { home, part: `stage-${stage}`, inputs: [configFile] };
  await installOnce(target, async (folder) => {
    await openDeployFolder({ folder, stage, configFile }).package();
  });
  return installedFolder(target);
};
