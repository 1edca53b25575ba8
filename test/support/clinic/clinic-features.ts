// What of the rules people live by the clinic's configuration uses already; with all of them in use it goes.

export const features = {
  courtesy: false,
  holds: false,
  routingHours: false,
  shifts: false,
  neverMessage: false,
  portuguese: false,
};
