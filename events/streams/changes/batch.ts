import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { type BusEvent, publish } from '../../../shared/kernel/bus.ts';
import { type Context, systemContext } from '../../../shared/kernel/context.ts';
import { log } from '../../../shared/kernel/log.ts';
import { quarantine, type Quarantined, quarantinedOf } from '../../../shared/kernel/quarantine.ts';
import { daysChangedOf, isSettings } from '../../../shared/metrics/metrics.events.ts';
import { type CompanyChange, MalformedImage } from '../../../shared/metrics/counted-kind.ts';
import type { Countable } from '../../../shared/metrics/contribution.ts';
import { countedFeedback } from '../../../shared/metrics/feedback.counted.ts';
import { changeOf } from '../../../shared/metrics/image.ts';
import { applyChanges, tableStore } from '../../../shared/metrics/rollup.ts';
import { imagesOf } from './images.ts';

/** One change with both images. */
export type StoredChange<T> = { before?: T; after?: T };

/** What follows from a change beside the numbers. */
export type Reactions<T> = {
  eventsOf: (change: StoredChange<T>) => readonly BusEvent[];
  /** Puts changes on a queue for what takes longer. */
  handOn: (ctx: Context, changes: readonly StoredChange<T>[]) => Promise<void>;
};

type Seen = { source: DynamoDBRecord; change: CompanyChange<Countable> };

/**
 * Applies a batch of changes: numbers, then domain events, then what a queue worker does (search). Everything may happen twice and
 * nothing counts twice. A company in trouble fails alone; a record nobody can read goes to quarantine.
 */
export async function applyBatch<T>(
  records: readonly DynamoDBRecord[],
  reactions: Reactions<T>,
): Promise<DynamoDBBatchResponse> {
  const poison: Quarantined[] = [];
  await publish(records.flatMap(daysChangedOf));
  const feedback = records.filter((record) => !isSettings(record));
  const companies = Map.groupBy(readAll(feedback, poison), ({ change }) => change.companyId);
  const failed: DynamoDBRecord[] = [];
  let trouble: unknown;
  await Promise.all(
    [...companies].map(async ([companyId, changes]) => {
      try {
        poison.push(...(await applyCompanyChanges(systemContext(companyId, 'changes'), changes, reactions)));
      } catch (error) {
        log.error('changes not applied', {
          company: companyId,
          error: error instanceof Error ? error.name : 'unknown',
        });
        failed.push(...changes.map(({ source }) => source));
        trouble = error;
      }
    }),
  );
  await quarantine('changes', poison);
  // Where nothing went well the trouble is not of one record: let the whole batch fail, loudly.
  if (failed.length === feedback.length && failed.length > 0)
    throw new Error('no change was applied', { cause: trouble });
  // Lambda starts again at the lowest of these; what comes twice is recognised by its revision.
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })) };
}

function readAll(records: readonly DynamoDBRecord[], poison: Quarantined[]): Seen[] {
  return records.flatMap((source) => {
    try {
      return [{ source, change: changeOf(source) }];
    } catch (error) {
      if (!(error instanceof MalformedImage)) throw error;
      poison.push(quarantinedOf(source, error.message));
      return [];
    }
  });
}

async function applyCompanyChanges<T>(
  ctx: Context,
  changes: readonly Seen[],
  { eventsOf, handOn }: Reactions<T>,
): Promise<Quarantined[]> {
  const { refused } = await applyChanges(
    tableStore(ctx, countedFeedback),
    changes.map(({ change }) => change),
  );
  const uncountable = new Set(refused);
  const poison = changes
    .filter(({ change }) => uncountable.has(change.id))
    .map(({ source }) => quarantinedOf(source, 'counters'));
  const events: BusEvent[] = [];
  const stored: StoredChange<T>[] = [];
  for (const { source } of changes) {
    try {
      const images = imagesOf<T>(source);
      events.push(...eventsOf(images));
      stored.push(images);
    } catch (error) {
      // Reading a change is pure: what fails now fails for ever.
      poison.push(quarantinedOf(source, error instanceof Error ? error.name : 'unknown'));
    }
  }
  await publish(events);
  await handOn(ctx, stored);
  return poison;
}
