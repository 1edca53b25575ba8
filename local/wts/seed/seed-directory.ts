// Makes departments, people and channels. Their ids hang on names only, so a reset with another seed leaves them as they were.
import type { Agent, Department, Directory, OfficeHours } from "../directory.ts";
import { uuidFrom } from "../uuid-from.ts";
import { agentData, channelData, departmentData, emailDomain } from "./company-data.ts";
import { offHoursText } from "./conversation-data.ts";

const foundedAt = "2024-03-04T12:30:00Z";

export const seedDirectory = (account: string): Directory => {
  const departments: Department[] = departmentData.map((data) => ({
    id: uuidFrom(account, "department", data.name),
    createdAt: foundedAt,
    ...data,
  }));
  const agents = agentData.map((data, index): Agent => {
    const words = data.name.split(" ");
    return {
      id: uuidFrom(account, "agent", data.email),
      userId: uuidFrom(account, "user", data.email),
      createdAt: foundedAt,
      updatedAt: "2026-01-12T17:41:09.2218Z",
      name: data.name,
      shortName: words[0] ?? data.name,
      email: `${data.email}@${emailDomain}`,
      phoneNumber: `55119900010${String(index).padStart(2, "0")}`,
      profile: "isSupervisor" in data ? "SUPERVISOR" : "AGENT",
      isOwner: "isOwner" in data,
      availability: "isAway" in data ? "UNAVAILABLE" : "AVAILABLE",
      memberships: data.departments.map((name) => ({
        departmentId: uuidFrom(account, "department", name),
        isSupervisor: "isSupervisor" in data,
      })),
    };
  });
  const channels = channelData.map((data) => ({ id: uuidFrom(account, "channel", data.type), ...data }));
  return { departments, agents, channels };
};

const morning = { startTime: "08:00", endTime: "12:00" };
const afternoon = { startTime: "13:00", endTime: "18:00" };
const weekdays = ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"];

/** Open on weekdays with a lunch break and on Saturday mornings, three hours behind UTC. */
export const seedOfficeHours = (account: string): OfficeHours => {
  const day = (dayWeek: string, periods: OfficeHours["days"][number]["periods"]) => ({
    id: uuidFrom(account, "office-hours", dayWeek),
    dayWeek,
    active: periods.length > 0,
    periods,
  });
  return {
    limitHours: true,
    offlineResponse: offHoursText,
    timezoneDiff: -3,
    days: [day("SUNDAY", []), ...weekdays.map((name) => day(name, [morning, afternoon])), day("SATURDAY", [morning])],
  };
};
