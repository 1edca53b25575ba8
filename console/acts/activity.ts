// What the page does with activity.
export const activityActs = {};
