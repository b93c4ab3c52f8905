import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import type { Grouping } from '../../../shared/metrics/metric.ts';
import type { MetricName } from '../../../shared/metrics/figure.schema.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Field, Pick } from '../kit/fields.tsx';
import { groupingName } from '../metrics/key-name.ts';
import { metricName } from '../texts/numbers.ts';
import { Chips } from './chips.tsx';
import { reportsTexts } from './texts/texts.ts';

const metrics = api(metricsRoutes);

/** What each number can be broken down by, and whether it has a past. */
export function useCatalogue() {
  const { data } = useRead(metrics.catalogue, {});
  const items = data?.items ?? [];
  const find = (name: string) => items.find((one) => one.name === name);
  return {
    names: items.map(({ name }) => name),
    /** Those that are counted by day, and not only as of now. */
    inTime: items.filter(({ grains }) => grains.includes('day')).map(({ name }) => name),
    grouped: items.filter(({ dimensions }) => dimensions.length > 0).map(({ name }) => name),
    groupingsOf: (names: readonly string[]): Grouping[] => {
      const [first, ...rest] = names.map((name) => find(name)?.dimensions ?? []);
      return (first ?? []).filter((by) => rest.every((other) => other.includes(by)));
    },
  };
}

type Props = {
  label: string;
  value: MetricName;
  names: readonly MetricName[];
  error: string | undefined;
  onChange: (metric: MetricName) => void;
};

export const MetricPick = ({ label, value, names, error, onChange }: Props) => (
  <Pick
    label={label}
    value={value}
    error={error}
    choices={(names.includes(value) ? names : [value, ...names]).map((name) => ({
      value: name,
      name: metricName(name),
    }))}
    onChange={onChange}
  />
);

type Many = Omit<Props, 'value' | 'onChange'> & {
  value: readonly MetricName[];
  most: number;
  onChange: (metrics: MetricName[]) => void;
};

/** Several numbers in their order: a list to take away from, and one to add from. */
export function MetricsPick({ label, value, names, most, error, onChange }: Many) {
  const r = reportsTexts();
  const left = names.filter((name) => !value.includes(name));
  return (
    <div className="stack">
      <h3>{label}</h3>
      <Chips values={value} nameOf={metricName} last onChange={onChange} />
      {error && <p className="field-error">{error}</p>}
      {value.length < most && (
        <Pick<MetricName | ''>
          label={r.addMetric}
          labelHidden
          value=""
          choices={[
            { value: '', name: `${r.addMetric}…` },
            ...left.map((name) => ({ value: name, name: metricName(name) })),
          ]}
          onChange={(name) => name !== '' && onChange([...value, name])}
        />
      )}
    </div>
  );
}

type By<T extends Grouping | undefined> = {
  value: T;
  groupings: readonly Grouping[];
  none?: string;
  error: string | undefined;
  onChange: (by: Grouping | undefined) => void;
};

export function ByPick<T extends Grouping | undefined>({ value, groupings, none, error, onChange }: By<T>) {
  const known = value === undefined || groupings.includes(value) ? groupings : [value, ...groupings];
  return (
    <Pick<Grouping | ''>
      label={reportsTexts().by}
      value={value ?? ''}
      error={error}
      choices={[
        ...(none === undefined ? [] : [{ value: '' as const, name: none }]),
        ...known.map((by) => ({ value: by, name: groupingName(by) })),
      ]}
      onChange={(by) => onChange(by === '' ? undefined : by)}
    />
  );
}

type Range = { label: string; value: number; most: number; error: string | undefined; onChange: (n: number) => void };

/** A whole number from 1 on; what is no such number is not taken over. */
export const CountInput = ({ label, value, most, error, onChange }: Range) => (
  <Field label={label} error={error}>
    {(to) => (
      <input
        className="input"
        type="number"
        min={1}
        max={most}
        {...to}
        value={value}
        onChange={({ target }) => {
          const n = target.valueAsNumber;
          if (Number.isInteger(n)) onChange(Math.max(1, Math.min(most, n)));
        }}
      />
    )}
  </Field>
);
