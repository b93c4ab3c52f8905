import type { ScheduleParts } from '../../shared/report/schedule.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import { say } from '../survey/texts/texts.ts';
import { reportTexts } from './texts/texts.ts';

/** A list as the language says it; in English without a comma before `and`. */
const listed = (language: SurveyLanguage, items: readonly string[]): string =>
  new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type: 'conjunction' }).format(items);

/** Names of weekdays and months, whatever the year. */
const named = (language: SurveyLanguage, options: Intl.DateTimeFormatOptions, at: number): string =>
  new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(at));
// The first of February 2026 was a Sunday.
const weekday = (language: SurveyLanguage, day: number): string =>
  named(language, { weekday: 'long' }, Date.UTC(2026, 1, 1 + day));
const month = (language: SurveyLanguage, one: number): string =>
  named(language, { month: 'long' }, Date.UTC(2026, one - 1, 1));

/** A schedule in words, e.g. `On Monday, at 07:00 (Europe/Berlin)`. */
export function scheduleWords(language: SurveyLanguage, parts: ScheduleParts): string {
  const { schedule: texts } = reportTexts(language);
  const { hours, dates, weekdays, months, timeZone } = parts;
  const minute = String(parts.minute).padStart(2, '0');
  const times = hours === 'each' ? [] : hours.map((hour) => `${String(hour).padStart(2, '0')}:${minute}`);
  const when = [
    dates &&
      say(texts.onDates, {
        days: listed(
          language,
          dates.map((day) => (language === 'de' ? `${day}.` : `${day}`)),
        ),
      }),
    weekdays &&
      say(texts.onDays, {
        days: listed(
          language,
          weekdays.map((day) => weekday(language, day)),
        ),
      }),
  ].filter((one) => one !== undefined);
  const inMonths = months
    ? say(texts.inMonths, {
        months: listed(
          language,
          months.map((one) => month(language, one)),
        ),
      })
    : '';
  const at = hours === 'each' ? say(texts.everyHour, { minute }) : say(texts.at, { times: listed(language, times) });
  // The name of a place runs from left to right in every language.
  const place = language === 'ar' ? `\u2066${timeZone}\u2069` : timeZone;
  const comma = language === 'ar' ? '،' : ',';
  const text = `${when.join(` ${texts.or} `) || texts.everyDay}${inMonths}${comma} ${at} (${place})`;
  return text.charAt(0).toLocaleUpperCase(language) + text.slice(1);
}
