// Lists every address of the API that this stand-in answers; compare with the vendor's documentation here.
import { changeSessionStatus, completeSession } from "../endpoints/change-session-status.ts";
import {
  getAgent,
  getDepartment,
  getOfficeHours,
  listAgents,
  listDepartmentsV1,
  listDepartmentsV2,
} from "../endpoints/company.ts";
import { getContact, getContactByPhone } from "../endpoints/contacts.ts";
import {
  getMessageStatus,
  listMessages,
  listSessionMessages,
  sendMessage,
  sendMessageSync,
} from "../endpoints/messages.ts";
import { createNote, deleteNote, getNote, listNotes } from "../endpoints/notes.ts";
import { getSession, listSessions } from "../endpoints/read-sessions.ts";
import {
  createSubscription,
  deleteSubscription,
  getSubscription,
  listSubscriptions,
  listWebhookEvents,
  updateSubscription,
} from "../endpoints/subscriptions.ts";
import { assignSession, transferSession } from "../endpoints/transfer-session.ts";
import { updateSessionPartial } from "../endpoints/update-session-partial.ts";
import type { SessionVersion } from "../sessions/session-view.ts";
import type { Endpoint } from "./call.ts";

export interface Route {
  method: string;
  path: string;
  endpoint: Endpoint;
  /** Answered only where the switch sessionApi offers this version. */
  sessionApi?: SessionVersion;
}

export const routes: readonly Route[] = [
  { method: "GET", path: "/chat/v1/session", endpoint: listSessions("v1"), sessionApi: "v1" },
  { method: "GET", path: "/chat/v2/session", endpoint: listSessions("v2"), sessionApi: "v2" },
  { method: "GET", path: "/chat/v1/session/{id}", endpoint: getSession("v1"), sessionApi: "v1" },
  { method: "GET", path: "/chat/v2/session/{id}", endpoint: getSession("v2"), sessionApi: "v2" },
  { method: "PUT", path: "/chat/v1/session/{id}/partial", endpoint: updateSessionPartial, sessionApi: "v1" },
  { method: "PUT", path: "/chat/v2/session/{id}/partial", endpoint: updateSessionPartial, sessionApi: "v2" },
  { method: "PUT", path: "/chat/v1/session/{id}/transfer", endpoint: transferSession },
  { method: "PUT", path: "/chat/v1/session/{id}/assignee", endpoint: assignSession },
  { method: "PUT", path: "/chat/v1/session/{id}/status", endpoint: changeSessionStatus },
  { method: "PUT", path: "/chat/v1/session/{id}/complete", endpoint: completeSession },
  { method: "POST", path: "/chat/v1/session/{id}/note", endpoint: createNote },
  { method: "GET", path: "/chat/v1/session/{id}/note", endpoint: listNotes },
  { method: "GET", path: "/chat/v1/session/note/{noteId}", endpoint: getNote },
  { method: "DELETE", path: "/chat/v1/session/note/{noteId}", endpoint: deleteNote },
  { method: "POST", path: "/chat/v1/session/{id}/message", endpoint: sendMessage },
  { method: "POST", path: "/chat/v1/session/{id}/message/sync", endpoint: sendMessageSync },
  { method: "GET", path: "/chat/v1/session/{id}/message", endpoint: listSessionMessages },
  { method: "GET", path: "/chat/v1/message", endpoint: listMessages },
  { method: "GET", path: "/chat/v1/message/{id}/status", endpoint: getMessageStatus },
  { method: "GET", path: "/core/v2/department", endpoint: listDepartmentsV2 },
  { method: "GET", path: "/core/v1/department", endpoint: listDepartmentsV1 },
  { method: "GET", path: "/core/v1/department/{id}", endpoint: getDepartment },
  { method: "GET", path: "/core/v1/agent", endpoint: listAgents },
  { method: "GET", path: "/core/v1/agent/{id}", endpoint: getAgent },
  { method: "GET", path: "/core/v1/company/officehours", endpoint: getOfficeHours },
  { method: "GET", path: "/core/v1/contact/phonenumber/{phone}", endpoint: getContactByPhone },
  { method: "GET", path: "/core/v1/contact/{id}", endpoint: getContact },
  { method: "GET", path: "/core/v1/webhook/event", endpoint: listWebhookEvents },
  { method: "GET", path: "/core/v1/webhook/subscription", endpoint: listSubscriptions },
  { method: "POST", path: "/core/v1/webhook/subscription", endpoint: createSubscription },
  { method: "GET", path: "/core/v1/webhook/subscription/{subscriptionId}", endpoint: getSubscription },
  { method: "PUT", path: "/core/v1/webhook/subscription/{subscriptionId}", endpoint: updateSubscription },
  { method: "DELETE", path: "/core/v1/webhook/subscription/{subscriptionId}", endpoint: deleteSubscription },
];
