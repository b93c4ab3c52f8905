import { describe as about, expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import type { Chart, TrendChart } from './chart.ts';
import { describe } from './describe.ts';
import { svgOf } from './draw.tsx';
import { tableOf } from './table.ts';
import { charts } from './testing/charts.ts';
import { paper, screen } from './theme.ts';

const nps = (values: readonly (number | null)[], ns: readonly number[] = values.map(() => 100)): TrendChart => ({
  form: 'trend',
  title: 'NPS',
  unit: 'points',
  series: [
    {
      name: '',
      points: values.map((value, i) => ({ period: `2026-${String(i + 7).padStart(2, '0')}`, value, n: ns[i] ?? 0 })),
    },
  ],
});
const all = Object.values(charts).flat();

about('the sentence about a chart', () => {
  test('says from where to where it went, and where it was lowest and highest on how many answers', () => {
    expect(describe(nps([26, 17, null, 41], [90, 22, 0, 120]), 'en')).toBe(
      'NPS rose from 26 (July 2026) to 41 (October 2026); lowest 17 (August 2026, n 22), highest 41 (October 2026, n 120).',
    );
    expect(describe(nps([41, 26]), 'de')).toContain('NPS fiel von 41 (Juli 2026) auf 26 (August 2026)');
  });

  test('does not say that something rose which is printed as the same number', () => {
    expect(describe(nps([26.01, 26.04]), 'en')).toMatch(/^NPS was 26 /);
  });

  test('says that there is nothing, and tells a single value as one', () => {
    expect(describe(nps([null, null]), 'en')).toBe('NPS: no answers in this period.');
    expect(describe(nps([null, 41]), 'en')).toBe('NPS: 41 (August 2026, n 100).');
  });

  test.each(surveyLanguages)('is whole in %s for every form', (language) => {
    for (const chart of all) expect(describe(chart, language)).not.toMatch(/\{|undefined|NaN|Infinity/);
  });
});

about('the table behind a chart', () => {
  test('has every number that is drawn', () => {
    const { head, rows } = tableOf({ ...nps([26, null]), besides: [{ name: 'Before', points: [] }] }, 'en');
    expect(head).toEqual(['Period', 'Value', 'n', 'Before']);
    expect(rows).toEqual([
      ['July 2026', '26', '100', '–'],
      ['August 2026', '–', '100', '–'],
    ]);
  });

  test('has as many cells in each row as in its head, in every language', () => {
    for (const chart of all)
      for (const language of surveyLanguages) {
        const { head, rows } = tableOf(chart, language);
        for (const row of rows) expect(row).toHaveLength(head.length);
      }
  });
});

about('the picture of a chart', () => {
  const draw = (chart: Chart, language: 'en' | 'ar' = 'en', theme = paper) =>
    svgOf(chart, { theme, language, width: 560 });

  test('is the same whenever it is drawn, and holds no number that is none', () => {
    for (const chart of all) {
      expect(draw(chart)).toBe(draw(chart));
      expect(draw(chart)).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test('has its sentence for those who do not see it', () => {
    expect(draw(nps([26, 41]))).toContain('role="img" aria-label="NPS rose from 26');
  });

  test('shows hollow what rests on fewer than 30 answers, and no line across a gap', () => {
    const svg = draw(nps([26, 30, null, 41, 42], [29, 30, 0, 100, 100]));
    expect(svg.match(/fill="#ffffff" stroke="#0b57d0"/g)).toHaveLength(1);
    expect(svg.match(/fill="#0b57d0" stroke="#0b57d0"/g)).toHaveLength(3);
    expect(/fill="none"[^>]*|d="(M[^"]*M[^"]*)" fill="none"/.exec(svg)?.[1]).toBeTruthy();
  });

  test('is mirrored in Arabic without the attribute that programs disagree about', () => {
    const svg = draw(nps([26, 41]), 'ar');
    expect(svg).toContain('direction="ltr"');
    expect(svg).not.toContain('direction="rtl"');
    const texts = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(([, text]) => text ?? '');
    expect(texts.length).toBeGreaterThan(3);
    for (const text of texts) expect(text).toMatch(/^\u2067.*\u2069$/);
  });

  test('keeps what people named as text', () => {
    const rows = [{ name: '<script>alert(1)</script>', value: 1, n: 40 }];
    expect(draw({ form: 'bars', title: 't', unit: 'records', rows })).toContain('&lt;script');
  });

  test('takes its colours from the console there', () => {
    const svg = draw(nps([26, 41]), 'en', screen);
    expect(svg).toContain('var(--c1)');
    expect(svg).not.toMatch(/#[0-9a-f]{6}/);
  });
});
