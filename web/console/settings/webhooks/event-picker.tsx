import { webhookRoutes } from '../../../../shared/webhook/webhook.routes.ts';
import { api } from '../../api/client.ts';
import { useRead } from '../../api/use.ts';
import { Checks } from '../../kit/record-fields.tsx';
import { Check } from '../../kit/fields.tsx';
import { Loaded } from '../../kit/states.tsx';
import { type Chosen, countOf, hasAll, withNoun } from './event-choice.ts';
import { webhookTexts } from './texts/texts.ts';

const webhooks = api(webhookRoutes);
type Props = { value: Chosen; error: string | undefined; onChange: (chosen: Chosen) => void };

export const useEventTypes = () => useRead(webhooks.eventTypes, {});

/** Which events are sent: all, all of a noun, or single ones. */
export function EventPicker({ value, error, onChange }: Props) {
  const w = webhookTexts();
  const read = useEventTypes();
  return (
    <fieldset className="choices event-picker">
      <legend className="label">{w.events}</legend>
      {value.length > 0 && (
        <p className="tags">
          {value.map((name) => (
            <bdi key={name} className="tag">
              {name}
            </bdi>
          ))}
        </p>
      )}
      <Check
        label={w.allEvents}
        checked={value.includes('*')}
        onChange={(on) => onChange(on ? [...value, '*'] : value.filter((name) => name !== '*'))}
      />
      <Loaded read={read} height={160}>
        {({ items }) =>
          [...Map.groupBy(items, ({ noun }) => noun)].map(([noun, of]) => (
            <Noun key={noun} noun={noun} types={of.map(({ type }) => type)} value={value} onChange={onChange} />
          ))
        }
      </Loaded>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}

type NounProps = { noun: string; types: Chosen; value: Chosen; onChange: (chosen: Chosen) => void };

function Noun({ noun, types, value, onChange }: NounProps) {
  const w = webhookTexts();
  const count = countOf(value, noun, types);
  return (
    <details>
      <summary>
        <bdi>{noun}</bdi> {count > 0 && <span className="tag">{w.chosen(count)}</span>}
      </summary>
      <Check
        label={w.allOf(noun)}
        checked={hasAll(value, noun)}
        onChange={(on) => onChange(withNoun(value, noun, types, on))}
      />
      {!hasAll(value, noun) && (
        <Checks
          label={noun}
          error={undefined}
          choices={types.map((type) => ({ value: type, name: type }))}
          chosen={value}
          onChange={onChange}
        />
      )}
    </details>
  );
}
