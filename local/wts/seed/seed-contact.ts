// Makes one believable patient.
import type { Contact } from "../contact.ts";
import { exactly } from "../dates.ts";
import { uuidFrom } from "../uuid-from.ts";
import type { World } from "../world.ts";
import { tagNames } from "./company-data.ts";
import { firstNames, lastNames } from "./conversation-data.ts";

const dayMs = 86_400_000;

const asciiWords = (name: string): string[] =>
  name
    .normalize("NFD")
    .replace(/[^A-Za-z ]/g, "")
    .toLowerCase()
    .split(" ");

export const seedContact = (world: World, id: string): Contact => {
  const { random } = world;
  const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
  const createdAt = exactly(world.clock.nowMs() - (90 + random.below(400)) * dayMs - random.below(dayMs));
  const tags = tagNames
    .filter(() => random.next() < 0.25)
    .map((tag) => ({ id: uuidFrom(world.account, "tag", tag), name: tag }));
  const contact: Contact = {
    id,
    companyId: world.companyId,
    createdAt,
    updatedAt: createdAt,
    name,
    phoneNumber: `55119${String(80_000_000 + random.below(19_999_999))}`,
    email: random.next() < 0.5 ? `${asciiWords(name).join(".")}@email.example` : null,
    instagram: random.next() < 0.2 ? `@${asciiWords(name).join("_")}` : null,
    tags,
    status: "ACTIVE",
    origin: "CREATED_FROM_HUB",
  };
  world.contacts.set(id, contact);
  return contact;
};
