// What the console refuses by itself, each with the status and the code that the page reads.
import type { CommandError } from "./run-command.ts";

export class Refusal extends Error {
  readonly status: 400 | 401 | 404 | 409 | 413 | 422 | 500;
  readonly code: string;

  constructor(status: Refusal["status"], code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }

  get body(): { readonly error: CommandError } {
    return { error: { code: this.code, message: this.message } };
  }
}
