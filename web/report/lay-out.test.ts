import { describe, expect, test } from 'vitest';
import { surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { layOut } from './lay-out.ts';
import { aSnapshot } from './testing/a-snapshot.ts';

describe('a report as it is laid out', () => {
  test('says first that it is late, then what clearly changed, with the figures before', () => {
    const laid = layOut(aSnapshot());
    expect(laid.warnings[0]).toMatch(
      /^Due November 30, 2026 at 7:00\sAM GMT\+1, sent November 30, 2026 at 10:04\sAM GMT\+1: our/,
    );
    expect(laid.changes).toEqual([
      'Net Promoter Score – Against the previous period: better: +16.3 points (+5.2 points to +27.4 points) [21.3 ± 8.2, n 375]',
      'Customer satisfaction (mean) – Against the previous period: worse: −0.25 (−0.44 to −0.06) [4.31 ± 0.08, n 590]',
      'Volume – Against the previous period: higher: +20.2% (+8% to +32.4%) [1,070, n 1,070]',
    ]);
    expect(laid.headline).toBe('Net Promoter Score 37.6 ± 7.4 (n 420), better');
  });

  test('has something for every kind of section, and words instead where there is nothing', () => {
    const { sections } = layOut(aSnapshot());
    expect(sections.filter(({ blocks }) => blocks.length === 0)).toEqual([]);
    const note = (id: string) => sections.find(({ sectionId }) => sectionId === id)?.blocks[0];
    expect(note('s15')).toEqual({ type: 'note', text: 'There is nothing in this period.' });
    expect(note('s16')).toEqual({ type: 'note', text: 'The owner of this report may not read this section.' });
    expect(note('s17')).toEqual({ type: 'note', text: 'Each of these values rests on fewer than ten answers.' });
  });

  test.each(surveyLanguages)('is whole in %s, and repeats no English words of a comparison', (language) => {
    const laid = JSON.stringify(layOut(aSnapshot({ language })));
    expect(laid).not.toMatch(/\{\w+\}|undefined|NaN|English words/);
  });

  test('does not call something changed that has no clear verdict', () => {
    const [first] = aSnapshot().sections;
    if (first?.kind !== 'kpi_row') throw new Error('the first section has the figures');
    const figures = first.figures.map(({ figure }) => ({ figure }));
    expect(layOut(aSnapshot({ sections: [{ ...first, figures }] })).changes).toEqual([]);
  });
});
