import { locale } from '../texts/console.ts';

/** A language in the words of whoever reads; a code that nobody knows is said as it is. */
export function languageName(code: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'language' }).of(code) ?? code;
  } catch {
    // Not the code of a language at all: somebody has typed it.
    return code;
  }
}

/** A country in the words of whoever reads; what is no code of one is said as it is. */
export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames(locale(), { type: 'region' }).of(code) ?? code;
  } catch {
    // As somebody has typed it.
    return code;
  }
}

export const timeZones = (): string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** A day of the week: Monday is 1. The first of January 2024 was one. */
export const weekdayName = (day: number, language = locale()): string =>
  new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, day)));
