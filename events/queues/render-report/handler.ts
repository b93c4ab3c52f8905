import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { LaneMessage } from '../../../shared/kernel/lanes.ts';
import { RENDER_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { workRun } from '../../../shared/report-run/work.ts';
import { reportPrinters } from '../../../web/report/printers.ts';
import { workLanes } from '../../lanes.ts';

/** Computes and prints the runs that messages name, from the step that was finished last. */
export const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workLanes(Records, {
    queue: RENDER_QUEUE,
    reader: 'queue-render-report',
    kind: 'run',
    message: LaneMessage,
    act: async ({ ctx, messages }) => {
      for (const id of messages.flatMap(({ ids }) => ids)) await workRun(ctx, id, reportPrinters);
    },
  });
