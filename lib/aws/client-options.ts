// How long an AWS client may take: the SDK's own limits are minutes, and its request time-out only warns unless told otherwise.

export interface ClientTimes {
  maxAttempts: number;
  connectMs: number;
  requestMs: number;
}

/** For the constructor of any AWS SDK client. */
export const clientOptions = ({ maxAttempts, connectMs, requestMs }: ClientTimes) => ({
  maxAttempts,
  requestHandler: { connectionTimeout: connectMs, requestTimeout: requestMs, throwOnRequestTimeout: true },
});
