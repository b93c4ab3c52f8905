import { Pick, TextInput } from '../../kit/fields.tsx';
import { metricName, numbers } from '../../texts/numbers.ts';
import { type FieldsProps, numberField } from './number-field.tsx';
import { directionsOf } from './rule-form.ts';
import { ruleTexts } from './texts/texts.ts';

const windows = ['today', 'yesterday', '7d', '28d', 'live'] as const;
const testKinds = ['threshold', 'control', 'ewma', 'spike'] as const;

/** Which number is watched, of whom, and when it is not as it should be. */
export function MetricFields(form: FieldsProps) {
  const r = ruleTexts();
  const { fields, set, errors } = form;
  const test = fields['test'] ?? 'threshold';
  const [dimension = '', key = ''] = (fields['scope'] ?? '').split('|');
  const directions = directionsOf(test);
  return (
    <>
      <div className="form-grid">
        <Pick
          label={r.metric}
          value={fields['metric'] ?? ''}
          error={errors['metric']}
          choices={Object.keys(numbers().metrics).map((value) => ({ value, name: metricName(value) }))}
          onChange={(metric) => set({ metric })}
        />
        <Pick
          label={r.scope}
          value={dimension}
          error={errors['scope'] ?? errors['scope/dimension']}
          choices={[
            { value: '', name: r.scopeAll },
            ...Object.entries(numbers().groupings).map(([value, name]) => ({ value, name: r.each(name ?? value) })),
          ]}
          onChange={(by) => set({ scope: by === '' ? '' : `${by}|` })}
        />
        {dimension !== '' && (
          <TextInput
            label={r.onlyKey}
            help={r.onlyKeyHelp}
            maxLength={400}
            value={key}
            error={errors['scope/key']}
            onChange={(one) => set({ scope: `${dimension}|${one}` })}
          />
        )}
        <Pick
          label={r.test}
          value={test as (typeof testKinds)[number]}
          choices={testKinds.map((value) => ({ value, name: r.tests[value] }))}
          // Levels of one test say nothing in another.
          onChange={(kind) =>
            set({ test: kind, direction: kind === 'spike' ? 'above' : 'below', warning: '', critical: '' })
          }
        />
        {directions.length > 0 && (
          <Pick
            label={r.direction}
            value={(fields['direction'] ?? 'below') as 'below'}
            choices={directions.map((value) => ({ value: value as 'below', name: r.directions[value] }))}
            onChange={(direction) => set({ direction })}
          />
        )}
        {test === 'threshold' && (
          <Pick
            label={r.window}
            value={(fields['window'] ?? 'today') as (typeof windows)[number]}
            error={errors['test/window']}
            choices={windows.map((value) => ({ value, name: r.windows[value] }))}
            onChange={(window) => set({ window })}
          />
        )}
        {(test === 'control' || test === 'ewma') && (
          <Pick
            label={r.period}
            value={(fields['period'] ?? 'day') as 'day'}
            choices={(['day', 'week'] as const).map((value) => ({ value: value as 'day', name: r.periods[value] }))}
            onChange={(period) => set({ period })}
          />
        )}
        {numberField(form, 'warning', r.warning, r.levelHelp[test as 'spike'])}
        {numberField(form, 'critical', r.critical)}
        {numberField(form, 'minSample', r.minSample, r.minSampleHelp)}
        {numberField(form, 'consecutive', r.consecutive)}
        {numberField(form, 'recoverAfter', r.recoverAfter)}
      </div>
      <p className="note">{r.testHelp[test as 'spike']}</p>
    </>
  );
}
