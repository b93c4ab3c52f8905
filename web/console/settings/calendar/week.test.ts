import { expect, it } from 'vitest';
import { hoursInWords, type Weekly, withHours } from './week.ts';

const nine = { start: '09:00', end: '17:00' };
const weekly: Weekly = [
  { day: 'monday', ...nine },
  { day: 'tuesday', ...nine },
  { day: 'thursday', ...nine },
];

it('changes the hours of one day, in the order of days', () => {
  const changed = withHours(weekly, 'wednesday', [nine, { start: '18:00', end: '19:00' }]);
  expect(changed.map(({ day, start }) => `${day} ${start}`)).toEqual([
    'monday 09:00',
    'tuesday 09:00',
    'wednesday 09:00',
    'wednesday 18:00',
    'thursday 09:00',
  ]);
  expect(withHours(weekly, 'monday', [])).toHaveLength(2);
});

it('says days with the same hours together, and a closed day between parts them', () => {
  expect(hoursInWords(weekly)).toEqual([
    [['monday', 'tuesday'], '09:00–17:00'],
    [['thursday'], '09:00–17:00'],
  ]);
});
