// The channels WTS connects, and which of them are bound to WhatsApp's 24-hour window.

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

const official: readonly ChannelType[] = ["GUPSHUP_WHATSAPP", "DIALOG360_WHATSAPP", "CLOUDAPI_WHATSAPP"];

export const hasWindow = (type: ChannelType): boolean => official.includes(type);
