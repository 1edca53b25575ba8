// Says that the machine lacks something, and what to do about it.

export class MissingTool extends Error {
  constructor(message: string) {
    super(message);
    this.name = "MissingTool";
  }
}
