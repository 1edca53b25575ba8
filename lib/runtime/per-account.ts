// Keeps one thing an account for as long as the process lives, such as its directory or its limiter.

export const perAccount = <Kept>(make: (account: string) => Kept): ((account: string) => Kept) => {
  const kept = new Map<string, Kept>();
  return (account) => {
    const held = kept.get(account) ?? make(account);
    kept.set(account, held);
    return held;
  };
};
