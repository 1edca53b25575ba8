// Ids and names that senders choose go into the log, so that a chain can be followed; what could be anything else does not.

/** So many digits may be a phone number or a document, also in the groups that people write; real ids mix them with letters. */
const longNumber = /(?:\d[._/-]?){8}/;
const idLike = /^[A-Za-z0-9][A-Za-z0-9:._/=+-]{0,79}$/;
const uuidLike = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** What we call a delivery that has no id: digits in a row are chance. */
const contentLike = /^sha256:[0-9a-f]{64}$/;

export const shownId = (id: string): string =>
  uuidLike.test(id) || contentLike.test(id) || (idLike.test(id) && !longNumber.test(id)) ? id : "not shown";
