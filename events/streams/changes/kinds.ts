import type { DynamoDBRecord } from 'aws-lambda';
import { type BusEvent, publish } from '../../../shared/kernel/bus.ts';
import { log, traceOf } from '../../../shared/kernel/log.ts';
import { quarantine, type Quarantined, quarantinedOf } from '../../../shared/kernel/quarantine.ts';
import type { RecordKind } from '../../../shared/record-kind.ts';
import { records } from '../../../shared/records.ts';
import { imagesOf } from './images.ts';

const uncounted: readonly RecordKind[] = (records as readonly RecordKind[]).filter((kind) => !kind.contribution);
const kinds = new Map<string | undefined, RecordKind>(uncounted.map((kind) => [kind.kind, kind]));
const kindOf = ({ dynamodb }: DynamoDBRecord) => kinds.get(dynamodb?.NewImage?.['__edb_e__']?.S);

/** Whether a change is one of a kind that `shared/records.ts` lists and that adds to no numbers. */
export const isOfKind = (change: DynamoDBRecord): boolean => kindOf(change) !== undefined;

/**
 * Publishes the events of such changes, and returns the changes that have to come again. A company or kind
 * whose events cannot be sent fails alone; a change from which no event can be made goes to quarantine.
 */
export async function publishChanges(changes: readonly DynamoDBRecord[]): Promise<DynamoDBRecord[]> {
  const groups = Map.groupBy(changes, ({ dynamodb }) => {
    const { __edb_e__: kind, companyId } = dynamodb?.NewImage ?? {};
    return `${kind?.S} ${companyId?.S}`;
  });
  const poison: Quarantined[] = [];
  const failed = await Promise.all(
    [...groups].map(async ([group, some]) => {
      try {
        await publish(some.flatMap((change) => eventsOf(change, poison)));
        return [];
      } catch (error) {
        log.error('events not published', { group, changes: some.length, ...traceOf(error) });
        return some;
      }
    }),
  );
  await quarantine('changes', poison);
  return failed.flat();
}

function eventsOf(change: DynamoDBRecord, poison: Quarantined[]): readonly BusEvent[] {
  try {
    return kindOf(change)?.eventsOf(imagesOf(change)) ?? [];
  } catch (error) {
    // Reading a change is pure: what fails now fails for ever.
    poison.push(quarantinedOf(change, error instanceof Error ? error.name : 'unknown'));
    return [];
  }
}
