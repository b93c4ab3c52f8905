import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { LaneMessage } from '../../../shared/kernel/lanes.ts';
import { pacer } from '../../../shared/kernel/pace.ts';
import { LOOP_QUEUE } from '../../../shared/kernel/queue-variable.ts';
import { sendLoopMails } from '../../../shared/initiative/loop-send.ts';
import { loopMail } from '../../../web/mail/loop-mail.tsx';
import { workLanes } from '../../lanes.ts';

/** Mails a second of the schedule that sends surveys, as there. Each of the two processes takes a third of it beside. */
const DEFAULT_RATE = 6;
const SHARE = 1 / 3;
let pace: ReturnType<typeof pacer> | undefined;

/** Sends the loop mails that messages name, each once. */
export const handler = ({ Records }: SQSEvent): Promise<SQSBatchResponse> =>
  workLanes(Records, {
    queue: LOOP_QUEUE,
    reader: 'queue-loop-send',
    kind: 'loopMail',
    message: LaneMessage,
    act: async ({ ctx, messages }) => {
      pace ??= pacer(Number(process.env['MAIL_RATE'] ?? DEFAULT_RATE) * SHARE);
      const mailIds = messages.flatMap(({ ids }) => ids);
      await sendLoopMails(ctx, mailIds, { render: loopMail, pace });
    },
  });
