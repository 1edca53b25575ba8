// The people, departments and channels of a company.
import type { ChannelType } from "./channel-type.ts";

export interface Department {
  id: string;
  createdAt: string;
  name: string;
  description: string;
  isDefault: boolean;
}

export interface Membership {
  departmentId: string;
  isSupervisor: boolean;
}

/** `id` names the agent record; sessions, transfers and messages know the person by `userId`. */
export interface Agent {
  id: string;
  userId: string;
  createdAt: string;
  updatedAt: string;
  name: string;
  shortName: string;
  email: string;
  phoneNumber: string;
  profile: string;
  isOwner: boolean;
  availability: "AVAILABLE" | "UNAVAILABLE";
  memberships: Membership[];
}

export interface Channel {
  id: string;
  type: ChannelType;
  name: string;
  number: string;
  platform: string;
  provider: string;
}

export interface Directory {
  departments: Department[];
  agents: Agent[];
  channels: Channel[];
}

export interface OfficeHours {
  limitHours: boolean;
  offlineResponse: string;
  timezoneDiff: number;
  days: { id: string; dayWeek: string; active: boolean; periods: { startTime: string; endTime: string }[] }[];
}
