import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { Urgency } from '../../../shared/analysis/analysis.schema.ts';
import { earlyFinding, type Told } from '../../../shared/analysis/early.ts';
import { ANALYSIS_QUEUE, handOnTexts } from '../../../shared/analysis/lanes.ts';
import { analysisSettings } from '../../../shared/analysis/settings.ts';
import { laneOf } from '../../../shared/feedback/feedback.lane.ts';
import { noteHandedOn } from '../../../shared/kernel/backlog.ts';
import { type Context, systemContext } from '../../../shared/kernel/context.ts';
import { asId, type Id } from '../../../shared/kernel/id-kinds.ts';
import type { Lane } from '../../../shared/kernel/lanes.ts';
import { log, traceOf } from '../../../shared/kernel/log.ts';
import { notePulses } from '../../../shared/kernel/pulse.ts';
import { quarantine, type Quarantined, quarantinedOf } from '../../../shared/kernel/quarantine.ts';
import type { Reader } from '../../../shared/kernel/readers.ts';

const READER = 'analysis' satisfies Reader;
const partition = /^c#([a-z0-9][a-z0-9-]{0,62})#fb#\d{4}-\d{2}$/;

/** Records of one company that go into one lane. */
type Sorted = { companyId: string; lane: Lane; feedbackIds: Set<Id<'feedback'>>; records: DynamoDBRecord[] };

/** So many urgent texts of a company's backlog move ahead per batch: one message, or an import would fill the lane `new`. */
const AHEAD_AT_MOST = 25;

/**
 * Sorts records that wait for their analysis into lanes and hands their ids on to the queue of each; the paid service
 * is called by whoever works off the queue. Texts of the backlog whose words show urgency go into the lane `new`, so
 * that an urgent message inside an import does not wait for it. Delivered twice, an id is handed on twice, and the second
 * time the record is found as it is then.
 */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  const poison: Quarantined[] = [];
  const failed: DynamoDBRecord[] = [];
  const handedOnAt = new Date().toISOString();
  const ready = await Promise.all(
    sort(event.Records, poison).map(async ({ companyId, lane, feedbackIds, records }) => {
      try {
        if (lane === 'new') return [{ companyId, lane, ids: [...feedbackIds], handedOnAt }];
        const ctx = systemContext(companyId, READER);
        const urgent = await mostUrgent(ctx, records);
        const rest = [...feedbackIds].filter((id) => !urgent.includes(id));
        if (rest.length > 0) await noteHandedOn(ctx, ANALYSIS_QUEUE, handedOnAt);
        return [
          { companyId, lane: 'new' as const, ids: urgent, handedOnAt },
          { companyId, lane, ids: rest, handedOnAt },
        ].filter((work) => work.ids.length > 0);
      } catch (error) {
        const about = { company: companyId, kind: 'feedback', lane, records: records.length };
        log.error('not handed on for analysis; delivered again', { ...about, ...traceOf(error) });
        failed.push(...records);
        return [];
      }
    }),
  );
  await handOnTexts(ready.flat());
  await quarantine(READER, poison);
  if (failed.length === 0) await notePulses(READER, event.Records);
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })) };
}

function sort(records: readonly DynamoDBRecord[], poison: Quarantined[]): Sorted[] {
  const sorted = new Map<string, Sorted>();
  for (const record of records) {
    const image = record.dynamodb?.NewImage;
    // What the analysis itself writes to a pending record is an early finding: it has the record in hand.
    if (image?.['analysisStatus']?.S !== 'pending' || image['lastAction']?.S === 'score') continue;
    const keys = keysOf(record);
    const companyId = partition.exec(keys.pk)?.[1];
    const feedbackId = asId('feedback', keys.sk);
    if (companyId === undefined || feedbackId === undefined) {
      poison.push(quarantinedOf(record, 'not the key of a feedback record'));
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

/** The texts whose words show urgency, critical ones first, as far as they may move ahead. */
async function mostUrgent(ctx: Context, records: readonly DynamoDBRecord[]): Promise<Id<'feedback'>[]> {
  const { defaultLanguage } = await analysisSettings(ctx);
  const found = records.flatMap((record) => {
    const urgency = earlyFinding(toldIn(record), defaultLanguage)?.urgency;
    const feedbackId = asId('feedback', keysOf(record).sk);
    return urgency && feedbackId ? [{ feedbackId, urgency }] : [];
  });
  const inOrder = [...found.filter(({ urgency }) => urgency === 'critical'), ...found];
  return [...new Set(inOrder.map(({ feedbackId }) => feedbackId))].slice(0, AHEAD_AT_MOST);
}

function toldIn({ dynamodb }: DynamoDBRecord): Told {
  const image = dynamodb?.NewImage ?? {};
  const { urgency, correctedBy } = image['analysis']?.M ?? {};
  return {
    subject: image['subject']?.S,
    comments: image['comments']?.S,
    context: image['context']?.S,
    language: image['language']?.S,
    analysis: { urgency: Urgency.safeParse(urgency?.S).data, correctedBy: correctedBy?.S },
  };
}

const keysOf = ({ dynamodb }: DynamoDBRecord) => ({
  pk: dynamodb?.Keys?.['pk']?.S ?? '',
  sk: dynamodb?.Keys?.['sk']?.S ?? '',
});
