import type { Chart, Point } from '../chart.ts';

const DAY = 86_400_000;
const days = (count: number): string[] =>
  Array.from({ length: count }, (_, i) => new Date(Date.UTC(2025, 9, 27) + i * DAY).toISOString().slice(0, 10));
const months = Array.from({ length: 12 }, (_, i) => `2026-${String(i + 1).padStart(2, '0')}`);

/** A line that goes up and down around `middle`; `few` answers in every fifth point. */
export function wave(periods: readonly string[], middle = 4): Point[] {
  return periods.map((period, i) => {
    const value = middle + 0.4 * Math.sin((i * 10) / Math.min(periods.length, 80)) + i / (8 * periods.length);
    return { period, value, n: i % 5 === 4 ? 22 : 120, low: value - 0.2, high: value + 0.2 };
  });
}
const gap = (points: Point[]): Point[] =>
  points.map((point, i) => (i === 3 || i === 7 ? { period: point.period, value: null, n: 0 } : point));
const none = (periods: readonly string[]): Point[] => periods.map((period) => ({ period, value: null, n: 0 }));

const titled = { title: 'CSAT', unit: 'score 1–5' };
const groups = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    name: i === 1 ? 'Customer service by telephone and chat' : i === 2 ? 'متجر إلكتروني' : `Group ${i + 1}`,
    value: i === 3 ? null : 4.6 - i / 10,
    n: i === 3 ? 0 : i === 2 ? 12 : 140,
    ...(i !== 3 && { low: 4.4 - i / 9, high: 4.8 - i / 11 }),
  }));
const npsParts = [
  { name: 'Promoters', tone: 'good' },
  { name: 'Passives', tone: 'neutral' },
  { name: 'Detractors', tone: 'bad' },
] as const;

/** Each form with nothing, with one thing, with a gap, and with as much as it may get. */
export const charts: Readonly<Record<string, readonly Chart[]>> = {
  trend: [
    { form: 'trend', ...titled, series: [{ name: '', points: none(months) }] },
    { form: 'trend', ...titled, series: [{ name: '', points: wave(months).slice(4, 5) }] },
    {
      form: 'trend',
      ...titled,
      series: [{ name: 'This period', points: gap(wave(months)) }],
      besides: [{ name: 'Previous period', points: gap(wave(months, 3.8)) }],
    },
  ],
  'trend-long': [{ form: 'trend', ...titled, series: [{ name: '', points: wave(days(400)) }] }],
  'trend-lines': [
    {
      form: 'trend',
      ...titled,
      series: ['Berlin', 'Hamburg', 'Köln', 'Leipzig', 'Wien'].map((name, i) => ({
        name,
        points: wave(months, 3 + i / 3),
      })),
    },
  ],
  bars: [
    { form: 'bars', title: 'Volume', unit: 'records', rows: [] },
    { form: 'bars', title: 'NPS', unit: 'points', rows: [{ name: 'billing', value: -23.2, n: 140 }] },
    {
      form: 'bars',
      title: 'NPS',
      unit: 'points',
      rows: groups(5).map(({ name, value, n }, i) => ({ name, value: value === null ? null : 30 - 20 * i, n })),
    },
    { form: 'bars', ...titled, rows: groups(9) },
  ],
  intervals: [
    { form: 'intervals', ...titled, rows: [] },
    { form: 'intervals', ...titled, rows: groups(1) },
    { form: 'intervals', ...titled, rows: groups(5), mean: 4.31 },
    { form: 'intervals', ...titled, rows: groups(5), mean: 4.31, apart: 2 },
    {
      form: 'intervals',
      ...titled,
      changes: true,
      rows: [-0.21, -0.04, 0.11].map((value, i) => ({
        name: `Group ${i + 1}`,
        value,
        n: 20 + 20 * i,
        low: value - 0.12,
        high: value + 0.12,
      })),
    },
  ],
  shares: [
    { form: 'shares', title: 'NPS', unit: 'percent', parts: npsParts, rows: [{ name: '2026-11', n: 0, shares: [] }] },
    {
      form: 'shares',
      title: 'NPS',
      unit: 'percent',
      parts: npsParts,
      rows: [{ name: '2026-11', n: 300, shares: [51.4, 30.3, 18.3] }],
    },
    {
      form: 'shares',
      title: 'NPS',
      unit: 'percent',
      parts: npsParts,
      rows: [
        { name: '2026-09', n: 300, shares: [60, 37.2, 2.8] },
        { name: '2026-10', n: 0, shares: [] },
        { name: '2026-11', n: 12, shares: [0, 100, 0] },
      ],
    },
  ],
  funnel: [
    { form: 'funnel', title: 'Survey', unit: 'records', steps: [{ name: 'Sent', value: 0 }] },
    {
      form: 'funnel',
      title: 'Survey',
      unit: 'records',
      steps: [
        { name: 'Sent', value: 3200 },
        { name: 'Delivered', value: 3100 },
        { name: 'Opened', value: 1500 },
        { name: 'Completed', value: 0 },
      ],
    },
  ],
  spark: [
    { form: 'spark', ...titled, points: none(months) },
    { form: 'spark', ...titled, points: wave(months).slice(0, 1) },
    { form: 'spark', ...titled, points: gap(wave(months)) },
    { form: 'spark', ...titled, points: wave(days(400)) },
  ],
};
