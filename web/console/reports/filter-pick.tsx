import { metricsRoutes } from '../../../shared/metrics/metrics.routes.ts';
import { groupingOf } from '../../../shared/report/groupings.ts';
import type { ReportFilters } from '../../../shared/report/section.schema.ts';
import { surveyTemplateRoutes } from '../../../shared/survey-template/survey-template.routes.ts';
import { api } from '../api/client.ts';
import { useRead } from '../api/use.ts';
import { Pick } from '../kit/fields.tsx';
import { may } from '../session/me.ts';
import { nameOf } from '../texts/numbers.ts';
import { reportsTexts } from './texts/texts.ts';

const metrics = api(metricsRoutes);
const templates = api(surveyTemplateRoutes);

type Name = keyof ReportFilters;

type Props = {
  value: ReportFilters | undefined;
  /** What no filter is called. */
  none: string;
  error: string | undefined;
  onChange: (filters: ReportFilters | undefined) => void;
};

/** Which feedback the numbers are of: one dimension, and one of the keys that it has had lately. */
export function FilterPick({ value = {}, none, error, onChange }: Props) {
  const r = reportsTexts();
  const [[name, key] = []] = Object.entries(value) as [Name, string][];
  return (
    <>
      <Pick<Name | ''>
        label={r.filter}
        value={name ?? ''}
        error={error}
        choices={[
          { value: '', name: none },
          ...(Object.keys(groupingOf) as Name[]).map((one) => ({ value: one, name: r.filters[one] ?? one })),
        ]}
        onChange={(chosen) => onChange(chosen === '' ? undefined : ({ [chosen]: '' } as ReportFilters))}
      />
      {name && <KeyPick name={name} value={key ?? ''} onChange={(chosen) => onChange({ [name]: chosen })} />}
    </>
  );
}

type KeyProps = { name: Name; value: string; none?: string; onChange: (key: string) => void };

/** Groups that feedback has been in lately, those with the most first. */
export function KeyPick({ name, value, none = '…', onChange }: KeyProps) {
  const r = reportsTexts();
  const { data } = useRead(metrics.read, { params: { name: 'volume' }, query: { by: groupingOf[name] } });
  const isTemplate = name === 'templateId';
  const named = useRead(templates.list, {}, { enabled: isTemplate && may('surveys:read') });
  const nameOfKey = (key: string): string =>
    named.data?.items.find(({ templateId }) => templateId === key)?.name ?? nameOf(key);
  const found = data?.groups?.map(({ key }) => key).filter((key) => key !== 'unknown' && key !== 'none') ?? [];
  const keys = value === '' || found.includes(value) ? found : [value, ...found];
  return (
    <Pick
      label={r.filters[name] ?? name}
      value={value}
      choices={[{ value: '', name: none }, ...keys.map((key) => ({ value: key, name: nameOfKey(key) }))]}
      onChange={onChange}
    />
  );
}
