import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { noteHandedOn } from '../../../shared/analysis/backlog.ts';
import { handOn, type Lane, laneOf } from '../../../shared/analysis/lanes.ts';
import { systemContext } from '../../../shared/kernel/context.ts';
import { asId, type Id } from '../../../shared/kernel/id-kinds.ts';
import { log, traceOf } from '../../../shared/kernel/log.ts';
import { notePulses } from '../../../shared/kernel/pulse.ts';
import { quarantine, type Quarantined } from '../../../shared/kernel/quarantine.ts';
import type { Reader } from '../../../shared/kernel/readers.ts';

const READER = 'analysis' satisfies Reader;
const partition = /^c#([a-z0-9][a-z0-9-]{0,62})#fb#\d{4}-\d{2}$/;

/** Records of one company that go into one lane. */
type Sorted = { companyId: string; lane: Lane; feedbackIds: Set<Id<'feedback'>>; records: DynamoDBRecord[] };

/**
 * Sorts records that wait for their analysis into lanes and hands their ids on to the queue of each; the texts are
 * read, and the paid service called, by whoever works off the queue. Delivered twice, an id is handed on twice, and
 * the second time the record is found as it is then.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const poison: Quarantined[] = [];
  const failed: DynamoDBRecord[] = [];
  const handedOnAt = new Date().toISOString();
  const ready = await Promise.all(
    sort(event.Records, poison).map(async ({ companyId, lane, feedbackIds, records }) => {
      try {
        if (lane === 'backlog') await noteHandedOn(systemContext(companyId, READER), handedOnAt);
        return [{ companyId, lane, feedbackIds: [...feedbackIds], handedOnAt }];
      } catch (error) {
        const about = { company: companyId, kind: 'feedback', lane, records: records.length };
        log.error('not handed on for analysis; delivered again', { ...about, ...traceOf(error) });
        failed.push(...records);
        return [];
      }
    }),
  );
  await handOn(ready.flat());
  await quarantine(READER, poison);
  if (failed.length === 0) await notePulses(READER, event.Records);
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })) };
}

function sort(records: readonly DynamoDBRecord[], poison: Quarantined[]): Sorted[] {
  const sorted = new Map<string, Sorted>();
  for (const record of records) {
    const image = record.dynamodb?.NewImage;
    if (image?.['analysisStatus']?.S !== 'pending') continue;
    const keys = keysOf(record);
    const companyId = partition.exec(keys.pk)?.[1];
    const feedbackId = asId('feedback', keys.sk);
    if (companyId === undefined || feedbackId === undefined) {
      const reason = 'not the key of a feedback record';
      poison.push({ keys, reason, sequenceNumber: record.dynamodb?.SequenceNumber });
      continue;
    }
    const fact = (name: string): string => image[name]?.S ?? '';
    const lane = laneOf({
      source: fact('source'),
      lastAction: fact('lastAction'),
      lastRequestId: fact('lastRequestId'),
      occurredAt: fact('occurredAt'),
      updatedAt: fact('updatedAt'),
    });
    const key = `${companyId} ${lane}`;
    const known = sorted.get(key) ?? { companyId, lane, feedbackIds: new Set(), records: [] };
    known.feedbackIds.add(feedbackId);
    known.records.push(record);
    sorted.set(key, known);
  }
  return [...sorted.values()];
}

const keysOf = ({ dynamodb }: DynamoDBRecord) => ({
  pk: dynamodb?.Keys?.['pk']?.S ?? '',
  sk: dynamodb?.Keys?.['sk']?.S ?? '',
});
