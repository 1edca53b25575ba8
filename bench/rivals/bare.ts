// The floor of every start: a handler that does nothing.
export const handler = async (): Promise<object> => ({ statusCode: 200, body: "{}" });
