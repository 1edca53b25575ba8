// The control requests of the stand-in for WTS, in words for the reference.

export const controlNotes: Readonly<Record<string, string>> = {
  "POST /__admin/reset":
    "the account anew: `{sessions, seed, clock, keepSubscriptions}`, all optional; `sessions` is how many to make up, or an array of those to hold",
  "GET /__admin/sessions": "every session in full, also what the API hides; `?status=PENDING` (repeatable) picks",
  "GET /__admin/sessions/{id}": "one of them, with its messages and notes",
  "PUT /__admin/sessions/{id}":
    "holds a session, or changes one: status, people, dates, contact, `messages`; `?announce=true` tells the subscribers",
  "POST /__admin/messages":
    "somebody writes: `{sessionId, direction, origin, text}`, or `{newContact: {name, phoneNumber, departmentId}, …}`; the session follows, and subscribers hear of it",
  "GET /__admin/directory": "departments, people and channels",
  "PUT /__admin/agents/{userId}": "`{availability, name, email, departments}` of a person",
  "PUT /__admin/officehours": "WTS's own office hours",
  "GET /__admin/faults": "what is made to fail",
  "POST /__admin/faults": "an array of [faults](#faults) in place of those before",
  "DELETE /__admin/faults": "nothing fails any more",
  "GET /__admin/switches": "the position of each [switch](#switches)",
  "PUT /__admin/switches": 'such as `{"metadata": "replaced"}`; the others stay',
  "GET /__admin/switches/catalogue": "what each is about, with its positions",
  "GET /__admin/limits": "the rate limits",
  "PUT /__admin/limits": "`{enabled, sustained: {requests, windowMs}, burst: {requests, windowMs}}`",
  "GET /__admin/clock": "the account's clock",
  "PUT /__admin/clock": "`{now, frozen}`: it runs from there, or stands; `{}`: it is that of all accounts again",
  "PUT /__admin/time": "`{offsetMs}`: the clock of all accounts, from this machine's; a reset goes back to it",
  "GET /__admin/delivery": "how long messages take",
  "PUT /__admin/delivery": "`{delayMs}`: until a queued message is sent, and as long again until it is delivered",
  "GET /__admin/webhooks": "the webhooks that were posted, with the answers",
  "GET /__admin/requests": "what the account was asked for: method, path, query, body, answer's status",
  "DELETE /__admin/requests": "forgets them",
};
