// Has works wait for each other, in the order in which they came.
export const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <Answer>(work: () => Promise<Answer>): Promise<Answer> => {
    const next = last.then(work, work);
    last = next.catch(() => {});
    return next;
  };
};
