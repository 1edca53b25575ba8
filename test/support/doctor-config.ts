// The configuration of a good place, for `doctor` to find nothing wrong with: a source of each kind, and policies that name people.
import { defineConfig } from "wts-session-hooks";
import { crm } from "../../catalogue/sources/crm/source.ts";

export default defineConfig({
  sources: {
    crm,
    wts: { verify: "wts", publish: ["SESSION_NEW", "SESSION_UPDATE"] },
  },
  limits: {
    share: 1,
    sustained: { requests: 100_000, windowMs: 300_000 },
    burst: { requests: 100_000, windowMs: 5_000 },
  },
  autoClose: { policies: [{ name: "parados", dryRun: true, match: { department: "Comercial" }, idle: { hours: 72 } }] },
  routing: {
    policies: [
      {
        name: "novos",
        when: ["SESSION_NEW", "SESSION_UPDATE", "backlog"],
        department: "Comercial",
        users: ["carla.mendes@clinicaboavista.example"],
      },
    ],
  },
});
