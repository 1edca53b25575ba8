// An ESM import of node:http evaluates lazy getters that load undici: 20 ms of every cold start (docs/decisions/002).
export const cheapHttp = {
  name: "cheap-http",
  setup(bundler) {
    bundler.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: "http", namespace: "cheap-http" }));
    bundler.onLoad({ filter: /.*/, namespace: "cheap-http" }, () => ({
      contents: `const http = process.getBuiltinModule("node:http"); export default http; export const { STATUS_CODES, METHODS, Agent, ClientRequest, IncomingMessage, Server, ServerResponse, createServer, globalAgent, get, request, validateHeaderName, validateHeaderValue, maxHeaderSize } = http;`,
    }));
  },
};
