import * as z from 'zod';
import { type DomainEventName, domainEvents, highVolume, sampleEvents } from '../shared/domain-events.ts';
import { metricsEvents } from '../shared/metrics/metrics.events.ts';
import type { RecordKind } from '../shared/record-kind.ts';
import { records } from '../shared/records.ts';
import { sampleEventsOf } from '../shared/testing/record-samples.ts';

const intro = `# Domain events

What the product tells on its EventBridge bus, source \`heed.voice\`. The write is the event: the second reader of the table's stream reads it off the change, so nothing is told that was not stored, and nothing stored stays untold. One event comes from no write: \`NumbersDrifted\`, which the API publishes when a comparison finds a difference. Delivery is at least once and in no order: tell repetitions by \`eventId\`, order by \`recordRevision\`. \`version\` is that of the event's form; fields may be added within a version, never changed or taken away. Events carry ids and facts, never what was said nor how to reach who said it: read the record for those.

Schemas: \`shared/domain-events.ts\`. \`npm run docs\` writes this page.
`;

/** A sample of each event, as the code reads it off a change. */
export const eventSamples = () =>
  [...sampleEvents(), ...records.flatMap((kind) => ('actions' in kind ? sampleEventsOf(kind) : []))].map(
    ({ type, detail }) => ({ type: type as DomainEventName, detail }),
  );

/** The page that describes each event and shows its sample. */
export const eventsPage = (): string =>
  [
    intro,
    ...eventSamples().map(
      ({ type, detail }) =>
        `## ${type}\n\n${domainEvents[type].description}\n\n\`\`\`json\n${JSON.stringify(detail, null, 2)}\n\`\`\`\n`,
    ),
  ].join('\n');

/** The noun of each event: the kind of record that it is read off. */
const nouns = new Map(
  [...(records as readonly RecordKind[]), { kind: 'metrics', schemas: metricsEvents }].flatMap(({ kind, schemas }) =>
    Object.keys(schemas).map((type): [string, string] => [type, kind]),
  ),
);

/** What `GET /event-types` says: the schemas as JSON, because bundles hold no code that turns them into it. */
export function eventTypes(): string {
  const lines = eventSamples().map(({ type, detail: sample }) =>
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
}
