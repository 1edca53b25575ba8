// Reads a part of the address as the text it stands for.

/** An address that was cut within a sign is shown as it is. */
export const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};
