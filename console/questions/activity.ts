// What the page asks of activity.
export const activityQuestions = {};
