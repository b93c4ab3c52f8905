import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { type DomainEventName, domainEvents, highVolume, sampleEvents } from './domain-events.ts';
import { metricsEvents } from './metrics/metrics.events.ts';
import type { RecordKind } from './record-kind.ts';
import { records } from './records.ts';
import { sampleEventsOf } from './testing/record-samples.ts';

const path = join(import.meta.dirname, '../docs/events.md');
const typesPath = join(import.meta.dirname, '../docs/event-types.json');

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

/** The noun of each event: the kind of record that it is read off. */
const nouns = new Map(
  [...(records as readonly RecordKind[]), { kind: 'metrics', schemas: metricsEvents }].flatMap(({ kind, schemas }) =>
    Object.keys(schemas).map((type): [string, string] => [type, kind]),
  ),
);

/** What `GET /event-types` says: the schemas as JSON, because bundles hold no code that turns them into it. */
const types = (): string => {
  const lines = allSamples().map(({ type, detail: sample }) =>
    JSON.stringify({
      type,
      noun: nouns.get(type),
      version: 1,
      volume: highVolume.includes(type) ? 'high' : 'normal',
      description: domainEvents[type].description,
      schema: z.toJSONSchema(domainEvents[type], { unrepresentable: 'any' }),
      sample,
    }),
  );
  return `[\n${lines.join(',\n')}\n]\n`;
};

test('the types that webhooks choose from are the events that there are', async () => {
  if (process.env['UPDATE_DOCS']) await writeFile(typesPath, types());
  expect(await readFile(typesPath, 'utf8')).toBe(types());
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
