import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { LaneMessage } from '../../../shared/kernel/lanes.ts';
import { pacer } from '../../../shared/kernel/pace.ts';
import { SEND_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { sendRun } from '../../../shared/report-delivery/send.ts';
import { workLanes } from '../../lanes.ts';

/** Mails a second of the schedule that sends surveys, as there. Each of the two processes takes a third of it beside. */
const DEFAULT_RATE = 6;
const SHARE = 1 / 3;
let pace: ReturnType<typeof pacer> | undefined;

/** Sends what waits of the runs that messages name, each mail once. */
export const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workLanes(Records, {
    queue: SEND_QUEUE,
    reader: 'queue-send-report',
    kind: 'run',
    message: LaneMessage,
    act: async ({ ctx, messages }) => {
      pace ??= pacer(Number(process.env['MAIL_RATE'] ?? DEFAULT_RATE) * SHARE);
      for (const id of messages.flatMap(({ ids }) => ids)) await sendRun(ctx, id, { pace });
    },
  });
