import type { Context } from '../kernel/context.ts';
import { indexedSource } from '../metrics/indexed-source.ts';
import type { RecordSource } from '../metrics/record-source.ts';
import type { CountableLoopRun } from './loop.counted.ts';
import { runKey, TOLD } from './loop.keys.ts';

type Row = CountableLoopRun & { revision: number; updatedAt: string };

/** Resolutions whose people were told or not, as the truth behind their numbers; also of initiatives that are gone. */
export const loopSource = (ctx: Context): RecordSource<CountableLoopRun> =>
  indexedSource<Row>(ctx, { index: 'gsi2', partition: TOLD, id: 'runId', kind: 'initiative', keyOf: runKey });
