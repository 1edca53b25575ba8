// Stands in the place of whoever was erased: an id, a number or a name of nobody.

export const erased = "erased";
