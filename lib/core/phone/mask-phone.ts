// Shows so much of a phone number that two can be told apart, and not so much that one could call.

/** 5511980045904 is shown as 55119****5904. */
export const maskPhone = (phone: string): string => `${phone.slice(0, -8)}****${phone.slice(-4)}`;
