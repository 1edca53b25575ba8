// One update of a session at WTS, by nothing but Node's own client with a connection that is kept.
const http = process.getBuiltinModule("node:http");
const agent = new http.Agent({ keepAlive: true });

export const updateAtWts = (baseUrl: string, apiKey: string, sessionId: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = JSON.stringify({ fields: ["Status", "Number"], status: "PENDING", number: "42" });
    const headers = {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const url = `${baseUrl}/chat/v2/session/${sessionId}/partial`;
    const request = http.request(url, { method: "PUT", agent, headers }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`WTS answered ${response.statusCode}`)),
      );
    });
    request.on("error", reject);
    request.end(body);
  });
