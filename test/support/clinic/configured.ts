// The configuration that the functions of a simulation are loaded with, in place of the hooks.config.ts of the user.
import { loading } from "./load-functions.ts";

export default loading.config;
