// Configures the demo in Portuguese.
import { demoConfig } from "./demo-config.ts";

export default demoConfig("pt-BR");
