// Says what a customer of the company is to the stand-in.

interface Tag {
  id: string;
  name: string;
}

export interface Contact {
  id: string;
  companyId: string;
  createdAt: string;
  updatedAt: string;
  name: string;
  phoneNumber: string;
  email: string | null;
  instagram: string | null;
  tags: Tag[];
  status: "ACTIVE" | "ARCHIVED" | "BLOCKED";
  origin: "CREATED_BY_USER" | "CREATED_FROM_HUB" | "IMPORTED";
}

/** The number in the national notation: (11) 98765-4321. */
export const formattedPhone = (phone: string): string => {
  const national = phone.replace(/\D/g, "").replace(/^55/, "");
  return `(${national.slice(0, 2)}) ${national.slice(2, -4)}-${national.slice(-4)}`;
};
