import { useId, useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Pick, TextInput } from '../kit/fields.tsx';
import { Icon } from '../kit/icon.tsx';
import { useFault } from './editing.tsx';
import type { PartProps } from './template-basics.tsx';
import { conditionTests, shownOf, valueOf, withTest } from './condition-form.ts';
import type { Form } from './template-form.ts';
import { surveysTexts } from './texts/texts.ts';
import { templateTexts } from './texts/template/texts.ts';

type Event = NonNullable<Form['triggerEvents']>[number];
type Condition = NonNullable<Event['conditions']>[number];

const events = ['ticket.resolved', 'case.closed', 'purchase.completed', 'service.completed', 'interaction.ended'];
const fields = [
  'agentId',
  'teamId',
  'queue',
  'channel',
  'segment',
  'tier',
  'resolutionMinutes',
  'firstContactResolved',
  'reopened',
  'tags',
  'openedBy',
  'language',
];

/** The events after which it asks, and what must hold for each. */
export function Triggers({ form, set }: PartProps) {
  const e = templateTexts();
  const fault = useFault();
  const lists = useId();
  const triggers = form.triggerEvents ?? [];
  const put = (triggerEvents: Event[]): void => set({ triggerEvents });
  return (
    <>
      <p className="note">{e.occasionsHelp}</p>
      <datalist id={`${lists}-events`}>
        {events.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      <datalist id={`${lists}-fields`}>
        {fields.map((name) => (
          <option key={name} value={name} />
        ))}
      </datalist>
      {triggers.map((trigger, at) => {
        const path = `triggerEvents/${at}`;
        const conditions = trigger.conditions ?? [];
        const change = (next: Partial<Event>): void => put(triggers.with(at, { ...trigger, ...next }));
        return (
          // An event has no key of its own but its place: its name is typed here.
          <div key={at} className="stack event">
            <div className="wrap">
              <TextInput
                label={e.event}
                list={`${lists}-events`}
                value={trigger.event}
                error={fault(`${path}/event`)}
                onChange={(event) => change({ event })}
              />
              <Button small aria-label={e.removeEvent(trigger.event)} onClick={() => put(triggers.toSpliced(at, 1))}>
                <Icon name="close" />
              </Button>
            </div>
            {conditions.map((condition, place) => (
              <ConditionRow
                key={place}
                condition={condition}
                path={`${path}/conditions/${place}`}
                fieldList={`${lists}-fields`}
                onChange={(next) =>
                  change({ conditions: next ? conditions.with(place, next) : conditions.toSpliced(place, 1) })
                }
              />
            ))}
            <div>
              <Button
                small
                disabled={conditions.length >= 10}
                onClick={() => change({ conditions: [...conditions, { field: 'tier', is: '' }] })}
              >
                {e.addCondition}
              </Button>
            </div>
          </div>
        );
      })}
      <div>
        <Button
          disabled={triggers.length >= 20}
          onClick={() => put([...triggers, { event: 'ticket.resolved', conditions: [] }])}
        >
          <Icon name="plus" />
          {e.addEvent}
        </Button>
      </div>
    </>
  );
}

type RowProps = {
  condition: Condition;
  path: string;
  fieldList: string;
  onChange: (condition: Condition | undefined) => void;
};

function ConditionRow({ condition, path, fieldList, onChange }: RowProps) {
  const e = templateTexts();
  const fault = useFault();
  const test = conditionTests.find((one) => condition[one] !== undefined) ?? 'is';
  // A row has no key but its place: after one was removed, what was typed in this row is of another condition.
  const [typed, setTyped] = useState('');
  const shown = shownOf(condition, typed);
  const several = test === 'anyOf' || test === 'noneOf';
  return (
    <div className="wrap">
      <TextInput
        label={e.field}
        list={fieldList}
        value={condition.field}
        error={fault(`${path}/field`) ?? fault(path)}
        onChange={(field) => onChange({ ...condition, field })}
      />
      <Pick
        label={e.test}
        value={test}
        choices={conditionTests.map((value) => ({ value, name: surveysTexts().tests[value] }))}
        onChange={(next) => onChange(withTest(condition.field, next, shown))}
      />
      <TextInput
        label={e.value}
        {...(several && { help: e.valuesHelp })}
        value={shown}
        error={fault(`${path}/${test}`)}
        onChange={(next) => {
          setTyped(next);
          onChange({ field: condition.field, [test]: valueOf(test, next) });
        }}
      />
      <Button small aria-label={e.removeCondition} onClick={() => onChange(undefined)}>
        <Icon name="close" />
      </Button>
    </div>
  );
}
