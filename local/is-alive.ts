// Says whether a process is still there, for whoever reads what a dead one has left.

export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process is there, but it is somebody else's.
    return Object(error).code === "EPERM";
  }
};
