// What of the rules people live by the clinic's configuration uses already; with all of them in use it goes.

export const features = {
  courtesy: true,
  holds: true,
  routingHours: true,
  shifts: true,
  neverMessage: false,
  portuguese: true,
};
