// What an AWS service answers when it refuses: a type that SDK clients tell apart, and a text for people.

export class ServiceError extends Error {
  readonly status: number;

  constructor(type: string, status: number, message: string) {
    super(message);
    this.name = type;
    this.status = status;
  }
}
