// Configures the demo in English.
import { demoConfig } from "./demo-config.ts";

export default demoConfig("en");
