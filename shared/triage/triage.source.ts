import type { Context } from '../kernel/context.ts';
import { indexedSource } from '../metrics/indexed-source.ts';
import type { RecordSource } from '../metrics/record-source.ts';
import type { CountableTriageItem } from './triage.counted.ts';
import { DECIDED, itemKey } from './triage.keys.ts';

type Row = CountableTriageItem & { revision: number; updatedAt: string };

/** The items about which anybody ever decided, as the truth behind the numbers of triage. */
export const triageSource = (ctx: Context): RecordSource<CountableTriageItem> =>
  indexedSource<Row>(ctx, {
    index: 'gsi1',
    partition: DECIDED,
    id: 'itemId',
    kind: 'triageItem',
    keyOf: itemKey,
  });
