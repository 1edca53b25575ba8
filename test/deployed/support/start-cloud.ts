// Starts what stands for AWS, says where it is, and lives until it is killed.
import { startCloud } from "../../../judges/cloud/cloud.ts";

const { motoUrl, sqsUrl, folder } = await startCloud();
process.stdout.write(`${JSON.stringify({ motoUrl, sqsUrl, folder })}\n`);
setInterval(() => {}, 60_000);
