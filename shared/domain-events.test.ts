import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DomainEventName, domainEvents, sampleEvents } from './domain-events.ts';
import { records } from './records.ts';
import { sampleEventsOf } from './testing/record-samples.ts';

const path = join(import.meta.dirname, '../docs/events.md');

const intro = `# Domain events

What the product tells on its EventBridge bus, source \`heed.voice\`. The write is the event: the second reader of the table's stream reads it off the change, so nothing is told that was not stored, and nothing stored stays untold. One event comes from no write: \`NumbersDrifted\`, which the API publishes when a comparison finds a difference. Delivery is at least once and in no order: tell repetitions by \`eventId\`, order by \`recordRevision\`. \`version\` is that of the event's form; fields may be added within a version, never changed or taken away. Events carry ids and facts, never what was said nor how to reach who said it: read the record for those.

Schemas: \`shared/domain-events.ts\`. This page is written by its test; \`UPDATE_DOCS=1 npx vitest run shared/domain-events\` renews it.
`;

const allSamples = () =>
  [...sampleEvents(), ...records.flatMap((kind) => ('actions' in kind ? sampleEventsOf(kind) : []))].map(
    ({ type, detail }) => ({
      type: type as DomainEventName,
      detail,
    }),
  );

const page = (): string =>
  [
    intro,
    ...allSamples().map(
      ({ type, detail }) =>
        `## ${type}\n\n${domainEvents[type].description}\n\n\`\`\`json\n${JSON.stringify(detail, null, 2)}\n\`\`\`\n`,
    ),
  ].join('\n');

test('the documented samples are what the code tells', async () => {
  if (process.env['UPDATE_DOCS']) await writeFile(path, page());
  expect(await readFile(path, 'utf8')).toBe(page());
});

test('every event has a sample that its schema accepts without a field left over', () => {
  const samples = allSamples();
  expect(samples.map(({ type }) => type).toSorted()).toEqual(
    (Object.keys(domainEvents) as DomainEventName[]).toSorted(),
  );
  for (const { type, detail } of samples) expect(domainEvents[type].strict().parse(detail)).toEqual(detail);
});

test('no event tells what was said', () => {
  expect(JSON.stringify(allSamples())).not.toContain('charged twice');
});
