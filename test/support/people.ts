// The stand-in's departments and people by name, as its directory has them.
import type { Admin } from "./wts-stand-in.ts";

interface DirectoryAnswer {
  departments: { id: string; name: string }[];
  agents: { id: string; userId: string; name: string; email: string }[];
}

export const peopleOf = async (admin: Admin) => {
  const { departments, agents } = await admin<DirectoryAnswer>("GET", "directory");
  const only = <Found>(found: Found | undefined, name: string): Found => {
    if (found === undefined) throw new Error(`the stand-in has no ${name}`);
    return found;
  };
  return {
    department: (name: string) =>
      only(
        departments.find((one) => one.name === name),
        name,
      ),
    agent: (name: string) =>
      only(
        agents.find((one) => one.name === name),
        name,
      ),
  };
};
