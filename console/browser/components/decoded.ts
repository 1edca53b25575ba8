// What a part of an address says.

/** An address that was cut within a sign is shown as it is. */
export const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};
