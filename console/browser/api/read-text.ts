// Reads what comes of an answer, as it comes.
export const readText = async (response: Response, onText: (text: string) => void): Promise<void> => {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read())
    onText(decoder.decode(next.value, { stream: true }));
};
