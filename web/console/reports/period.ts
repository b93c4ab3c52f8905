/** Periods that are offered; any other that a report has stays as it is. */
export const offered = [
  'last_week',
  'last_month',
  'last_quarter',
  'last_year',
  'yesterday',
  'last_7_days',
  'last_28_days',
  'last_90_days',
  'last_12_weeks',
  'last_12_months',
  'this_week',
  'this_month',
  'this_quarter',
  'this_year',
] as const;

export type Span =
  | { form: 'named'; name: string }
  | { form: 'last'; count: number; unit: 'days' | 'weeks' | 'months' }
  | { form: 'days'; from: string; to: string };

/** What a period of a report means. */
export function spanOf(period: string): Span {
  const [, from, to] = /^(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)$/.exec(period) ?? [];
  if (from !== undefined && to !== undefined) return { form: 'days', from, to };
  const [, count, unit] = /^last_(\d+)_(days|weeks|months)$/.exec(period) ?? [];
  return count === undefined
    ? { form: 'named', name: period }
    : { form: 'last', count: Number(count), unit: unit as 'days' | 'weeks' | 'months' };
}
