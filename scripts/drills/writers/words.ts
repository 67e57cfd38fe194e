const subjects = ["invoice", "printer", "calendar", "password", "export", "battery", "keyboard", "delivery", "window"];
const troubles = ["stops after a while", "shows an old date", "is missing since Monday", "loses what I typed"];

const any = (words: string[]) => words[Math.floor(Math.random() * words.length)] as string;

/** What people write, with a key that is found again. */
export const trouble = (key: string) => `${key} the ${any(subjects)} ${any(troubles)}`;
export const longTrouble = (key: string) =>
  `${key}: since the ${any(subjects)} was changed, the ${any(subjects)} ${any(troubles)}.`;
