import { describe, expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import {
  type Compared,
  formatComparison,
  formatCount,
  formatDays,
  formatMoment,
  formatPeriod,
  formatRange,
  formatValue,
  formatWithMargin,
} from './format.ts';

const shown = (text: string): string => text.replace(/[\u2066\u2069\u200e\u200f]/g, '');
const compared = (overrides: Partial<Compared> = {}): Compared => ({
  verdict: 'worse',
  difference: -0.25,
  interval: { low: -0.44, high: -0.06 },
  equivalent: false,
  ...overrides,
});

describe('a figure', () => {
  test.each([
    ['points', -35.897435897435898, '−35.9'],
    ['points', 38, '38'],
    ['percent', 84.25, '84.3%'],
    ['ratio 0–1', 0.8425, '84.3%'],
    ['score 1–5', 4, '4.00'],
    ['ratio −1–1', -0.256, '−0.26'],
    ['minutes', 12.34, '12.3 min'],
    ['records', 1240, '1,240'],
    ['follow-ups', 7, '7'],
    ['points', -0.04, '0'],
  ])('%s %s is written %s', (unit, value, written) => {
    expect(formatValue('en', unit, value)).toBe(written);
  });

  test('has the separators of its language and always the digits 0–9', () => {
    expect(
      surveyLanguages.map((language) => shown(formatValue(language, 'percent', 1084.25)).replace(/\s/g, ' ')),
    ).toEqual(['1,084.3%', '1.084,3 %', '1084,3 %', '1 084,3 %', '1,084.3%']);
    for (const language of surveyLanguages) expect(formatCount(language, 1234567)).toMatch(/[0-9]/);
  });

  test('is a dash where there is none, with or without a margin', () => {
    expect(formatValue('en', 'points', null)).toBe('–');
    expect(formatWithMargin('en', 'points', null, 3)).toBe('–');
    expect(formatWithMargin('en', 'points', 38, 7.04)).toBe('38 ± 7');
    expect(formatRange('de', 'score 1–5', 0.63, 0.97)).toBe('0,63 – 0,97');
  });

  test('stands in an isolate in Arabic, so that its sign stays where it belongs', () => {
    expect(formatWithMargin('ar', 'points', -38, 7)).toMatch(/^\u2066\u200e?−38 ± 7\u2069$/);
  });
});

describe('a comparison', () => {
  test('is told with its difference and bounds, in every language', () => {
    expect(surveyLanguages.map((language) => shown(formatComparison(language, 'score 1–5', compared())))).toEqual([
      'worse: −0.25 (−0.44 to −0.06)',
      'schlechter: −0,25 (−0,44 bis −0,06)',
      'peor: −0,25 (−0,44 a −0,06)',
      'moins bien: −0,25 (−0,44 à −0,06)',
      'أسوأ: −0.25 (−0.44 إلى −0.06)',
    ]);
  });

  test('of shares is in points of 100, of numbers of records in per cent of what was before', () => {
    const better = compared({ verdict: 'better', difference: 0.1, interval: { low: 0.022, high: 0.177 } });
    expect(formatComparison('en', 'ratio 0–1', better)).toBe('better: +10 points (+2.2 points to +17.7 points)');
    const higher = compared({ verdict: 'higher', difference: 2, interval: { low: 0.5, high: 3.5 }, relative: 0.2 });
    expect(formatComparison('en', 'records', higher)).toBe('higher: +20% (+5% to +35%)');
    expect(
      formatComparison('en', 'records', compared({ verdict: 'higher', difference: 2.25, relative: undefined })),
    ).toBe('higher: +2.3 a day');
  });

  test('that is as good as equal says so; one that was not made says only that', () => {
    const same = compared({ verdict: 'no_clear_change', difference: 0.004, interval: undefined, equivalent: true });
    expect(formatComparison('en', 'score 1–5', same)).toBe('no clear change: 0.00; as good as equal');
    expect(formatComparison('en', 'score 1–5', compared({ verdict: null, difference: null }))).toBe('not compared');
  });
});

describe('a time', () => {
  test('is a day, a month or what it is', () => {
    expect(formatPeriod('en', '2026-11-02')).toBe('Nov 2, 2026');
    expect(formatPeriod('de', '2026-11', 'short')).toBe('Nov. 2026');
    expect(formatPeriod('fr', 'Week 45')).toBe('Week 45');
  });

  test('is shown in the zone of the company, which is named', () => {
    expect(formatMoment('en', '2026-11-30T23:30:00.000Z', 'Europe/Berlin')).toMatch(
      /^December 1, 2026 at 12:30\sAM GMT\+1$/,
    );
    expect(formatDays('en', '2026-11-23', '2026-11-29')).toMatch(/^November 23\s–\s29, 2026$/);
  });
});
