// Says what people, departments and channels of a company are, and which channels have WhatsApp's 24-hour window.

export interface Department {
  id: string;
  createdAt: string;
  name: string;
  description: string;
  isDefault: boolean;
}

interface Membership {
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

export const channelTypes = [
  "GUPSHUP_WHATSAPP",
  "DIALOG360_WHATSAPP",
  "CLOUDAPI_WHATSAPP",
  "ZAPI_WHATSAPP",
  "EVOLUTIONAPI_WHATSAPP",
  "INSTAGRAM",
  "MESSENGER",
] as const;

export type ChannelType = (typeof channelTypes)[number];

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

const official: readonly ChannelType[] = ["GUPSHUP_WHATSAPP", "DIALOG360_WHATSAPP", "CLOUDAPI_WHATSAPP"];

export const hasWindow = (type: ChannelType): boolean => official.includes(type);
