// Whether a process is still there.

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, but somebody else's.
    return Object(error).code === "EPERM";
  }
};
