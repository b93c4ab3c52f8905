import { expect, test } from 'vitest';
import { eventSamples } from '../docs/events.ts';
import { type DomainEventName, domainEvents } from './domain-events.ts';

test('every event has a sample that its schema accepts without a field left over', () => {
  const samples = eventSamples();
  expect(samples.map(({ type }) => type).toSorted()).toEqual(
    (Object.keys(domainEvents) as DomainEventName[]).toSorted(),
  );
  for (const { type, detail } of samples) expect(domainEvents[type].strict().parse(detail)).toEqual(detail);
});

test('no event tells what was said', () => {
  expect(JSON.stringify(eventSamples())).not.toContain('charged twice');
});
