import { defineSchedule, defineStream, defineSubscriber, type Trigger } from '../../events/define.ts';

/** One trigger of each kind with every need, to examine what the constructs make of them. */
export const allKinds: readonly Trigger[] = [
  defineStream({
    name: 'changes',
    filters: [{ eventName: ['INSERT'] }],
    batchSize: 100,
    windowSeconds: 1,
    needs: { table: 'write', bus: true, quarantine: true },
  }),
  defineStream({
    name: 'sentiment',
    filters: [{ eventName: ['MODIFY'] }],
    batchSize: 100,
    windowSeconds: 1,
    needs: { table: 'write', comprehend: true },
  }),
  defineSubscriber({ name: 'record-audit', on: ['FeedbackReceived'], needs: { table: 'write', ses: true } }),
  defineSubscriber({ name: 'record-mail-event', source: 'aws.ses', on: ['Email Bounced'], needs: { table: 'write' } }),
  defineSchedule({ name: 'reconcile', every: 'rate(1 day)', needs: { table: 'read', secret: true } }),
];
