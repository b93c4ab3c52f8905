import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { countedKinds } from '../../../shared/counted-kinds.ts';
import { noteCounted } from '../../../shared/dashboard/revision.ts';
import { lagPacer } from '../../../shared/kernel/lag-rate.ts';
import { quarantine } from '../../../shared/kernel/quarantine.ts';
import { handOnMoved } from '../../../shared/metric-rule/handing-on.ts';
import { CountingMessage, countRecords } from '../../../shared/metrics/counting-lane.ts';
import { COUNTING_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { type Work, workLanes } from '../../lanes.ts';

const READER = 'queue-counting';

/** Records a second of one worker: what comes through the stream is counted first. */
const pace = lagPacer({ first: 200, most: 1_000, least: 20, nearMs: 1_500, tooFarMs: 2_000 });

/** Counts the records that messages name, as they are now. */
export const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workLanes(Records, {
    queue: COUNTING_QUEUE,
    reader: READER,
    kind: 'counted',
    message: CountingMessage,
    countsWaiting: true,
    act,
  });

async function act({ ctx, messages }: Work<CountingMessage>): Promise<void> {
  for (const [name, some] of Map.groupBy(messages, ({ kind }) => kind)) {
    const kind = countedKinds.find((one) => one.kind === name);
    if (!kind) throw new Error('records of this kind are not counted');
    const ids = [...new Set(some.flatMap((message) => message.ids))];
    await pace(ids.length);
    const refused = await countRecords(ctx, kind, ids, (rows) => handOnMoved(ctx, rows));
    await noteCounted(ctx);
    await quarantine(
      READER,
      refused.map((id) => ({ keys: { sk: id }, reason: 'counters' })),
    );
  }
}
