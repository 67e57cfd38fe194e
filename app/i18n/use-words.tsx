import { createContext, type ReactNode, useContext } from "react";
import type { Locale } from "./locale.ts";
import { type Words, wordsIn } from "./words.ts";

interface Language {
  locale: Locale;
  timezone: string;
}

const LanguageContext = createContext<Language>({ locale: "en", timezone: "UTC" });

/** Sets the language of the interface for what is inside. */
export function LanguageProvider({ locale, timezone, children }: Language & { children: ReactNode }) {
  return <LanguageContext.Provider value={{ locale, timezone }}>{children}</LanguageContext.Provider>;
}

export function useWords(): Words {
  return wordsIn(useContext(LanguageContext).locale);
}

export function useLanguage(): Language {
  return useContext(LanguageContext);
}
