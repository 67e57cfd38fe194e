/** "1 file", "2 files": the commands speak English. */
export const count = (number = 0, one: string, more = `${one}s`): string =>
  `${number} ${new Intl.PluralRules("en").select(number) === "one" ? one : more}`;
