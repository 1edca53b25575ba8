// The parts of WTS Chat's objects that we read; everything else in an answer is passed on as it came.

export const wtsStatuses = ["UNDEFINED", "STARTED", "PENDING", "IN_PROGRESS", "COMPLETED", "HIDDEN"] as const;
export type WtsStatus = (typeof wtsStatuses)[number];

export type SessionDetail =
  | "AgentDetails"
  | "DepartmentsDetails"
  | "ContactDetails"
  | "ChannelTypeDetails"
  | "ClassificationDetails"
  | "ChannelDetails";

/** Any property may be null or missing: the vendor's schema requires none. Dates are UTC with 0 to 7 fractional digits. */
export interface WtsSession {
  id: string;
  status?: WtsStatus;
  departmentId?: string | null;
  userId?: string | null;
  endAt?: string | null;
  number?: string | null;
  metadata?: Record<string, unknown> | null;
  lastMessageIn?: string | null;
  lastMessageOut?: string | null;
  classification?: { category?: string; categoryDescription?: string | null; amount?: number } | null;
  [property: string]: unknown;
}

export interface WtsMessage {
  id: string;
  createdAt?: string | null;
  status?: string;
  direction?: "FROM_HUB" | "TO_HUB";
  origin?: string;
  text?: string | null;
  templateId?: string | null;
  [property: string]: unknown;
}

export interface WtsDepartment {
  id: string;
  name?: string | null;
  agents?: { userId: string }[] | null;
  [property: string]: unknown;
}

/** `id` is the agent's, while `userId` is what sessions, transfers and departments mean. */
export interface WtsAgent {
  id: string;
  userId: string;
  name?: string | null;
  email?: string | null;
  departments?: { departmentId: string }[] | null;
  availability?: "AVAILABLE" | "UNAVAILABLE";
  [property: string]: unknown;
}

export interface WtsContact {
  id: string;
  [property: string]: unknown;
}

export interface WtsOfficeHours {
  limitHours?: boolean;
  /** Counts hours from UTC, and may be fractional. */
  timezoneDiff?: number | null;
  days?:
    | {
        dayWeek?: string | null;
        active?: boolean;
        periods?: { startTime?: string | null; endTime?: string | null }[] | null;
      }[]
    | null;
  [property: string]: unknown;
}

export interface Page<Item> {
  items: Item[];
  pageNumber?: number;
  totalItems?: number;
  hasMorePages?: boolean;
}

interface DateRange {
  Before?: string;
  After?: string;
}

interface Paging {
  PageNumber?: number;
  /** It may be 1 to 100; WTS answers 500 beyond. */
  PageSize?: number;
  OrderBy?: string;
  OrderDirection?: "ASCENDING" | "DESCENDING";
}

/** Has names exactly as WTS reads them: it ignores a name it does not know, without a word. Dates are in UTC. */
export interface SessionFilter extends Paging {
  Status?: readonly WtsStatus[];
  DepartmentId?: string;
  UserId?: string;
  ContactId?: string;
  TagsId?: readonly string[];
  TagsName?: readonly string[];
  ChannelsId?: readonly string[];
  EndAt?: DateRange;
  ActiveAt?: DateRange;
  LastInteractionAt?: DateRange;
  CreatedAt?: DateRange;
  UpdatedAt?: DateRange;
  IncludeDetails?: readonly SessionDetail[];
  Metadata?: Readonly<Record<string, string>>;
  Type?: "INDIVIDUAL" | "GROUP";
}

export interface MessageFilter extends Paging {
  CreatedAt?: DateRange;
  UpdatedAt?: DateRange;
}

/** What `PUT …/partial` takes. A field that stands in `fields` without its value is erased. */
export interface PartialBody {
  fields: readonly string[];
  companyId?: string;
  status?: WtsStatus;
  endAt?: string | null;
  number?: string | null;
  departmentId?: string | null;
  userId?: string | null;
  metadata?: Record<string, unknown> | null;
  classification?: { category?: string; description?: string; amount?: number };
  options?: { stopBotInExecution?: boolean };
  /** It is not in the vendor's published schema. */
  autocomplete?: boolean;
  /** It is not in the vendor's published schema. */
  reactivateDisabled?: boolean;
}

export interface TransferBody {
  type: "DEPARTMENT" | "USER";
  newDepartmentId: string;
  newUserId?: string | null;
  options?: { stopBotInExecution?: boolean };
}

/** One of the two: WhatsApp takes a text only within 24 hours of the contact's last message, and an approved template always. */
export type MessageBody = { text: string } | { templateId: string; parameters?: Readonly<Record<string, string>> };

export interface CompleteBody {
  reactivateOnNewMessage: boolean;
  stopBotInExecution: boolean;
}
