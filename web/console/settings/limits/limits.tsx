import { limitsRoutes } from '../../../../shared/limits/limits.routes.ts';
import type { Cap, Limits as Stored } from '../../../../shared/limits/limits.schema.ts';
import { api } from '../../api/client.ts';
import { useChange, useRead } from '../../api/use.ts';
import { customerTexts } from '../../customers/texts/texts.ts';
import { choicesOf, Pick, TextInput } from '../../kit/fields.tsx';
import { Page, Panel } from '../../kit/page.tsx';
import { flagField, jsonField, type RecordField } from '../../kit/record-fields.tsx';
import { RecordForm } from '../../kit/record-form.tsx';
import { Loaded } from '../../kit/states.tsx';
import { toast } from '../../kit/toast.tsx';
import { may } from '../../session/me.ts';
import { texts } from '../../texts/console.ts';
import { settingsTexts } from '../texts/texts.ts';
import { Rows } from './rows.tsx';
import { limitsTexts } from './texts/texts.ts';

const limits = api(limitsRoutes);

type Quiet = NonNullable<Stored['quietHours']>;
type Topic = Stored['topics'][number];
const night: Quiet = { from: '21:00', to: '09:00' };

/** How often and when customers are written to, and about which topics. */
export function Limits() {
  const read = useRead(limits.settings, {});
  return (
    <Page title={settingsTexts().names.limits} about={limitsTexts().about}>
      <Loaded read={read} height={480}>
        {(stored) => <Form stored={stored} />}
      </Loaded>
    </Page>
  );
}

function Form({ stored }: { stored: Stored }) {
  const put = useChange(limits.putSettings);
  return (
    <Panel title={limitsTexts().panel}>
      <RecordForm<Stored>
        draft="limits"
        record={stored}
        fields={fieldsOf()}
        readOnly={!may('settings:write')}
        read={() => limits.settings()}
        save={({ whole, ifMatch = stored.version }) => put.mutateAsync({ body: bodyOf(whole), ifMatch })}
        onSaved={() => toast(texts().saved)}
      />
    </Panel>
  );
}

const bodyOf = ({ caps, quietHours, topics, surveysCount }: Stored) => ({
  caps,
  topics,
  surveysCount,
  ...(quietHours && { quietHours }),
});

/** What a cap says, in words. */
const sayCap = ({ purpose, channel, max, days }: Cap): string => {
  const [c, l] = [customerTexts(), limitsTexts()];
  const what = [purpose ? c.purposes[purpose] : l.anyPurpose, channel ? c.channels[channel] : l.anyChannel];
  return `${what.join(', ')}: ${l.atMost(max, days)}`;
};

const fieldsOf = (): RecordField[] => {
  const [c, l] = [customerTexts(), limitsTexts()];
  const { marketing, survey } = c.purposes;
  const any = (name: string) => ({ value: '', name });
  return [
    jsonField<Cap[]>('caps', l.caps, [], {
      help: l.capsHelp,
      say: (caps) => caps.map(sayCap).join('; '),
      control: (to) => (
        <Rows<Cap>
          {...to}
          blank={{ max: 1, days: 7 }}
          add={l.addCap}
          nameOf={sayCap}
          draw={({ purpose, channel, max, days }, set) => (
            <>
              <Pick
                label={c.purpose}
                value={purpose ?? ''}
                choices={[any(l.anyPurpose), ...choicesOf({ marketing, survey })]}
                onChange={(next) => set({ purpose: (next || undefined) as Cap['purpose'] })}
              />
              <Pick
                label={c.channel}
                value={channel ?? ''}
                choices={[any(l.anyChannel), ...choicesOf(c.channels)]}
                onChange={(next) => set({ channel: (next || undefined) as Cap['channel'] })}
              />
              <Count label={l.max} value={max} most={100} onChange={(next) => set({ max: next })} />
              <Count label={l.days} value={days} most={90} onChange={(next) => set({ days: next })} />
            </>
          )}
        />
      ),
    }),
    flagField('surveysCount', l.surveysCount, { help: l.surveysCountHelp, wide: true }),
    jsonField<Quiet | null>('quietHours', l.quiet, null, {
      help: l.quietHelp,
      say: (quiet) => (quiet ? `${quiet.from}–${quiet.to}` : l.noQuiet),
      control: (to) => <QuietHours {...to} />,
    }),
    jsonField<Topic[]>('topics', l.topics, [], {
      help: l.topicsHelp,
      say: (topics) => topics.map(({ label }) => label).join(', ') || l.noTopics,
      control: (to) => (
        <Rows<Topic>
          {...to}
          blank={{ name: '', label: '' }}
          add={l.addTopic}
          nameOf={({ label, name }) => label || name}
          draw={({ name, label }, set) => (
            <>
              <TextInput label={l.topicName} value={name} maxLength={50} onChange={(next) => set({ name: next })} />
              <TextInput label={l.topicLabel} value={label} maxLength={100} onChange={(next) => set({ label: next })} />
            </>
          )}
        />
      ),
    }),
  ];
};

type CountProps = { label: string; value: number; most: number; onChange: (value: number) => void };
const Count = ({ label, value, most, onChange }: CountProps) => (
  <TextInput
    label={label}
    type="number"
    inputMode="numeric"
    min={1}
    max={most}
    step={1}
    value={String(value)}
    onChange={(typed) => onChange(Number(typed))}
  />
);

type QuietProps = {
  help?: string;
  value: Quiet | null;
  error: string | undefined;
  onChange: (quiet: Quiet | null) => void;
};
function QuietHours({ help, value, error, onChange }: QuietProps) {
  const l = limitsTexts();
  return (
    <div className="stack">
      <label className="check">
        <input
          type="checkbox"
          checked={value !== null}
          onChange={({ target }) => onChange(target.checked ? night : null)}
        />{' '}
        <span>{l.quiet}</span>
      </label>
      {help && <span className="note">{help}</span>}
      {value && (
        <div className="inline">
          <TextInput label={l.from} type="time" value={value.from} onChange={(from) => onChange({ ...value, from })} />
          <TextInput
            label={l.to}
            type="time"
            error={error}
            value={value.to}
            onChange={(to) => onChange({ ...value, to })}
          />
        </div>
      )}
    </div>
  );
}
