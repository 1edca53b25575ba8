// GET /core/v1/company/officehours: wall time and a fixed offset, no zone, no holidays.
import type { Endpoint } from "../http/call.ts";

export const getOfficeHours: Endpoint = ({ world }) => world.officeHours;
