import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { noteCounted } from '../../../shared/dashboard/revision.ts';
import { type BusEvent, publish } from '../../../shared/kernel/bus.ts';
import { type Context, isCompanyId, systemContext } from '../../../shared/kernel/context.ts';
import { log, traceOf } from '../../../shared/kernel/log.ts';
import { quarantine, type Quarantined, quarantinedOf } from '../../../shared/kernel/quarantine.ts';
import { handOnText } from '../../../shared/kernel/search-text.ts';
import { keep } from '../../../shared/journal/journal.ts';
import { handOnMoved } from '../../../shared/metric-rule/handing-on.ts';
import { type CompanyChange, type CountedKind, MalformedImage } from '../../../shared/metrics/counted-kind.ts';
import { handOnCounting } from '../../../shared/metrics/counting-lane.ts';
import { applyChanges, tableStore } from '../../../shared/metrics/rollup.ts';
import type { RecordKind } from '../../../shared/record-kind.ts';
import { imagesOf } from './images.ts';

/** Changes of one kind of record in one company. */
type Group = { kind: RecordKind; companyId: string; changes: DynamoDBRecord[] };

/**
 * Applies a batch of changes: numbers and who watches them, then the journal, then domain events, then what a queue worker does (search). Everything may happen
 * twice and nothing counts twice. Kinds and companies are applied beside each other: one whose writes fail comes again
 * alone, and a change that nobody can read goes to quarantine.
 */
export async function applyBatch(
  changes: readonly DynamoDBRecord[],
  kinds: readonly RecordKind[],
): Promise<DynamoDBBatchResponse> {
  const poison: Quarantined[] = [];
  const failed: DynamoDBRecord[] = [];
  let cause: unknown;
  const groups = groupsOf(changes, kinds, poison);
  await Promise.all(
    groups.map(async ({ kind, companyId, changes: own }) => {
      try {
        poison.push(...(await applyGroup(systemContext(companyId, 'changes'), kind, own)));
      } catch (error) {
        log.error('changes not applied', {
          company: companyId,
          kind: kind.kind,
          changes: own.length,
          ...traceOf(error),
        });
        failed.push(...own);
        cause = error;
      }
    }),
  );
  await quarantine('changes', poison);
  // Where nothing went well the trouble is not of one record: let the whole batch fail, loudly.
  if (failed.length > 0 && failed.length === groups.reduce((sum, group) => sum + group.changes.length, 0))
    throw new Error('no change was applied', { cause });
  // Lambda starts again at the lowest of these; what comes twice is recognised by its revision.
  return { batchItemFailures: failed.map(({ dynamodb }) => ({ itemIdentifier: dynamodb?.SequenceNumber ?? '' })) };
}

function groupsOf(changes: readonly DynamoDBRecord[], kinds: readonly RecordKind[], poison: Quarantined[]): Group[] {
  const named = new Map(kinds.map((kind) => [kind.kind, kind]));
  const groups = new Map<string, Group>();
  for (const change of changes) {
    const { Keys, NewImage, OldImage } = change.dynamodb ?? {};
    const kind = named.get((NewImage ?? OldImage)?.['__edb_e__']?.S ?? '');
    const [prefix, companyId = ''] = (Keys?.['pk']?.S ?? '').split('#');
    if (!kind || prefix !== 'c' || !isCompanyId(companyId)) {
      poison.push(quarantinedOf(change, kind ? 'pk' : 'kind'));
    } else {
      const name = `${kind.kind} ${companyId}`;
      const group = groups.get(name) ?? { kind, companyId, changes: [] };
      group.changes.push(change);
      groups.set(name, group);
    }
  }
  return [...groups.values()];
}

async function applyGroup(ctx: Context, kind: RecordKind, changes: readonly DynamoDBRecord[]): Promise<Quarantined[]> {
  const poison: Quarantined[] = [];
  const events: BusEvent[] = [];
  const stored: { before?: object; after?: object }[] = [];
  for (const change of await counted(ctx, kind.contribution, changes, poison)) {
    try {
      const images = imagesOf<object>(change);
      events.push(...kind.eventsOf(images));
      stored.push(images);
    } catch (error) {
      // Reading a change is pure: what fails now fails for ever.
      poison.push(quarantinedOf(change, nameOf(error)));
    }
  }
  await keep(ctx, events);
  await publish(events);
  if (kind.searchText) await handOnText(ctx, kind.searchText, stored);
  return poison;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

const partition = <T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] => [
  items.filter(test),
  items.filter((item) => !test(item)),
];

/** Brings the numbers up to date, those that can wait by a queue worker, and returns the changes that can be read. */
async function counted(
  ctx: Context,
  kind: CountedKind | undefined,
  changes: readonly DynamoDBRecord[],
  poison: Quarantined[],
): Promise<readonly DynamoDBRecord[]> {
  if (!kind) return changes;
  const readable: { source: DynamoDBRecord; change: CompanyChange | undefined }[] = [];
  for (const source of changes) {
    try {
      readable.push({ source, change: kind.changeOf(source) });
    } catch (error) {
      poison.push(quarantinedOf(source, error instanceof MalformedImage ? error.message : nameOf(error)));
    }
  }
  const [waiting, urgent] = partition(readable, ({ source }) => kind.waits?.(source) ?? false);
  const { refused } = await applyChanges(
    tableStore(ctx, kind),
    urgent.flatMap(({ change }) => change ?? []),
    { announce: (rows) => handOnMoved(ctx, rows) },
  );
  // Also where a batch that died has counted all of it already.
  if (urgent.length > 0) await noteCounted(ctx);
  const ids = new Set(waiting.flatMap(({ change }) => change?.id ?? []));
  await handOnCounting(ctx, kind, [...ids]);
  const uncountable = new Set<string | undefined>(refused);
  for (const { source, change } of readable)
    if (uncountable.has(change?.id)) poison.push(quarantinedOf(source, 'counters'));
  return readable.map(({ source }) => source);
}
