// Stands in every test where the user's hooks.config.ts would be read: an edit there must not break a test.
throw new Error("a test reads hooks.config.ts, which is the user's: give it the environment of own-files.ts instead");
