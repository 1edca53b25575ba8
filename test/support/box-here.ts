// The tests' own way to the mapping box that users' tests have.
export { boxHere } from "../../testing/box-here.ts";
