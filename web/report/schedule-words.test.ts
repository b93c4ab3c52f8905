import { describe, expect, test } from 'vitest';
import { partsOf } from '../../shared/report/schedule.ts';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { scheduleWords } from './schedule-words.ts';

const said = (language: (typeof surveyLanguages)[number], cron: string) =>
  scheduleWords(language, partsOf({ cron, timeZone: 'Europe/Berlin' }));

describe('a schedule in words', () => {
  test.each([
    ['0 7 * * 1', 'On Monday, at 07:00 (Europe/Berlin)'],
    ['30 2 * * *', 'Every day, at 02:30 (Europe/Berlin)'],
    ['0 7,12 1 * *', 'On day 1 of the month, at 07:00 and 12:00 (Europe/Berlin)'],
    ['15 * * * *', 'Every day, every hour at :15 (Europe/Berlin)'],
    [
      '0 7 1 1,7 mon-tue',
      'On day 1 of the month or on Monday and Tuesday in January and July, at 07:00 (Europe/Berlin)',
    ],
    ['0 8 * * 0,7', 'On Sunday, at 08:00 (Europe/Berlin)'],
  ])('%s in English: %s', (cron, words) => expect(said('en', cron)).toBe(words));

  test('every Monday and Friday at 08:00, in the five languages', () => {
    expect(surveyLanguages.map((language) => said(language, '0 8 * * 1,5'))).toEqual([
      'On Monday and Friday, at 08:00 (Europe/Berlin)',
      'Jeden Montag und Freitag, um 08:00 Uhr (Europe/Berlin)',
      'Cada lunes y viernes, a las 08:00 (Europe/Berlin)',
      'Chaque lundi et vendredi, à 08:00 (Europe/Berlin)',
      'يوم الاثنين والجمعة من كل أسبوع، الساعة 08:00 (\u2066Europe/Berlin\u2069)',
    ]);
  });

  test('the 1st and 15th or Sunday of two months, in the five languages', () => {
    expect(surveyLanguages.map((language) => said(language, '5 * 1,15 1,7 0'))).toEqual([
      'On day 1 and 15 of the month or on Sunday in January and July, every hour at :05 (Europe/Berlin)',
      'Am 1. und 15. des Monats oder jeden Sonntag im Januar und Juli, jede Stunde in der Minute :05 (Europe/Berlin)',
      'El día 1 y 15 del mes o cada domingo en enero y julio, cada hora en el minuto :05 (Europe/Berlin)',
      'Le 1 et 15 du mois ou chaque dimanche en janvier et juillet, toutes les heures à la minute :05 (Europe/Berlin)',
      'في اليوم 1 و15 من الشهر أو يوم الأحد من كل أسبوع في يناير ويوليو، كل ساعة عند الدقيقة 05 (\u2066Europe/Berlin\u2069)',
    ]);
  });

  test.each(surveyLanguages)('has no place left open and no other language in %s', (language) => {
    for (const cron of ['0 7 * * *', '0 7 1 * *', '0 7 * * 1', '0 7 1 2 3', '15 * * * *']) {
      const words = said(language, cron);
      expect(words).not.toMatch(/[{}]|undefined/);
      if (language !== 'en') expect(words).not.toMatch(/\b(?:on|every|at|Monday|day)\b/i);
    }
  });
});
