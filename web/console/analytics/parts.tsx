import type * as z from 'zod';
import type { Method, Refusal } from '../../../shared/analytics/method.schema.ts';
import { formatValue } from '../../chart/format.ts';
import { type Days, daysOf, todayIn } from '../kit/days.ts';
import { Pick } from '../kit/fields.tsx';
import { PeriodPick } from '../kit/period-pick.tsx';
import { groupingName } from '../metrics/key-name.ts';
import { me } from '../session/me.ts';
import { spoken } from '../texts/console.ts';
import { metricName } from '../texts/numbers.ts';
import type { AnalyticsSearch } from './analytics.route.ts';
import { analyticsTexts } from './texts/texts.ts';

export type ViewProps = { search: AnalyticsSearch; set: (change: Partial<AnalyticsSearch>) => void };

type Refused = z.output<typeof Refusal>;
export const isRefused = (result: unknown): result is Refused =>
  typeof result === 'object' && result !== null && 'reason' in result && 'need' in result;

/** Why something is not computed: what it takes, and what there is. */
export function Refused({ refusal: { reason, have, need } }: { refusal: Refused }) {
  const said: (have: string, need: string) => string = analyticsTexts().refusal[reason];
  const number = (value: number) => formatValue(spoken(), 'points', value);
  // A skill is a share of an error, and smaller than what is written of points.
  const fine = (value: number) => formatValue(spoken(), 'ratio −1–1', value);
  const written = reason === 'no_skill' ? fine : number;
  return <p className="muted">{said(written(have), written(need))}</p>;
}

/** By what it was computed; methods have the same names in every language. */
export const Methods = ({ methods }: { methods: readonly z.output<typeof Method>[] }) => (
  <p className="note">
    {analyticsTexts().method}:{' '}
    <bdi lang="en" dir="ltr">
      {methods.map(({ name, source }) => `${name} (${source})`).join('; ')}
    </bdi>
  </p>
);

export const daysIn = (search: AnalyticsSearch): Days => daysOf(search, '90d', todayIn(me().timeZone));

export const Period = ({ search, set }: ViewProps) => (
  <PeriodPick
    period={search}
    usual="90d"
    onChange={(period) => set({ preset: undefined, from: undefined, to: undefined, ...period })}
  />
);

type PickProps<T extends string> = { value: T; known: readonly T[]; onChange: (value: T) => void };
export const MetricPick = <T extends string>({ value, known, onChange }: PickProps<T>) => (
  <Pick
    label={analyticsTexts().metric}
    labelHidden
    value={value}
    choices={known.map((one) => ({ value: one, name: metricName(one) }))}
    onChange={onChange}
  />
);
export const ByPick = <T extends string>({ value, known, onChange }: PickProps<T>) => {
  const { by } = analyticsTexts();
  return (
    <Pick
      label={by}
      labelHidden
      value={value}
      choices={known.map((one) => ({ value: one, name: `${by}: ${groupingName(one)}` }))}
      onChange={onChange}
    />
  );
};
