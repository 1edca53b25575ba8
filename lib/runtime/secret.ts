// A secret as its readers see it, wherever it is kept: they read it before every use, and say when its value was refused.

export interface Secret<Value> {
  get(): Promise<Value>;
  /**
   * To be called with the value that was refused: if it has been replaced since, that one is answered without a call;
   * otherwise the store is asked, at most once in 30 s, and the value held is answered when it cannot be.
   */
  refresh(refused: Value): Promise<Value>;
}
