// What Lambda answers when an invocation fails: an error type that callers tell apart, and a text for people.

export class InvocationError extends Error {
  constructor(errorType: string, message: string) {
    super(message);
    this.name = errorType;
  }
}
