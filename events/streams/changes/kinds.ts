import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { type BusEvent, publish } from '../../../shared/kernel/bus.ts';
import { log, traceOf } from '../../../shared/kernel/log.ts';
import { quarantine, type Quarantined } from '../../../shared/kernel/quarantine.ts';
import { records } from '../../../shared/records.ts';

type Kind = (typeof records)[number];
const kinds = new Map<string | undefined, Kind>(records.map((kind) => [kind.kind, kind]));
const kindOf = ({ dynamodb }: DynamoDBRecord) => kinds.get(dynamodb?.NewImage?.['__edb_e__']?.S);

/** Whether a change is one of a kind that `shared/records.ts` lists. */
export const isOfKind = (change: DynamoDBRecord): boolean => kindOf(change) !== undefined;

/**
 * Publishes the events of changes of listed kinds, and returns the changes that have to come again. A company or kind
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

function eventsOf(change: DynamoDBRecord, poison: Quarantined[]): BusEvent[] {
  const { dynamodb } = change;
  try {
    const [before, after] = [dynamodb?.OldImage, dynamodb?.NewImage].map(
      // The SDK's and Lambda's types of the same JSON differ in name only.
      (image) => image && unmarshall(image as Parameters<typeof unmarshall>[0]),
    );
    return kindOf(change)?.eventsOf({ before, after }) ?? [];
  } catch (error) {
    // Reading a change is pure: what fails now fails for ever.
    const keys = { pk: dynamodb?.Keys?.['pk']?.S, sk: dynamodb?.Keys?.['sk']?.S };
    const reason = error instanceof Error ? error.name : 'unknown';
    poison.push({ keys, reason, sequenceNumber: dynamodb?.SequenceNumber });
    return [];
  }
}
