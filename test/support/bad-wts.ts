// A fifth of all requests fails at WTS, in every way that WTS and what lies before it have of failing.

/** As the stand-in takes them: the shares add up to 20 %. */
export const badWts: readonly object[] = [
  { status: 503, rate: 0.05 },
  { status: 500, rate: 0.04 },
  { status: 502, body: "<html>bad gateway</html>", rate: 0.03 },
  // The answer is lost, and WTS has done it.
  { drop: "after", rate: 0.04 },
  { status: 504, applyFirst: true, rate: 0.01 },
  // It has not.
  { drop: true, rate: 0.02 },
  // All functions of the account wait after it.
  { status: 429, rate: 0.007 },
  { hang: true, rate: 0.003 },
];
