import type { Context } from '../kernel/context.ts';
import type { Stored } from '../kernel/store.ts';
import { partitionSource } from '../metrics/partition-source.ts';
import type { RecordSource } from '../metrics/record-source.ts';
import type { CountableAlert } from './alert.counted.ts';
import type { Alert } from './alert.schema.ts';
import { ALERTS } from './alert.keys.ts';

/** A company's alerts as the truth behind their numbers. */
export const alertSource = (ctx: Context): RecordSource<CountableAlert> =>
  partitionSource<Stored<Alert>>(ctx, { kind: 'alert', id: 'alertId', pk: ALERTS });
