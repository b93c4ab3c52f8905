import { locale } from '../texts/console.ts';

/** Languages whose texts can be analysed. */
export const analysedLanguages = ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh'] as const;

/** A language in the words of whoever reads; a code that nobody knows is said as it is. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(code) ?? code;
  } catch {
    // Not the code of a language at all: somebody has typed it.
    return code;
  }
}

export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** A day of the week: Monday is 1. The first of January 2024 was one. */
export const weekdayName = (day: number, language = locale()): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));
