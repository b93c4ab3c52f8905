import { defineQueue, defineSchedule, defineStream, defineSubscriber, type Trigger } from '../../events/define.ts';
import { triggers } from '../../events/index.ts';
import { functions, type HttpFunction } from '../functions.ts';

const named = new Set(Object.values<HttpFunction>(functions).flatMap(({ needs }) => needs.sendsTo ?? []));
/** Queues that functions behind the API send to; that of the analysis stands below. */
const sentTo = triggers.filter(({ kind, name }) => kind === 'queue' && named.has(name) && name !== 'analysis');

/** One trigger of each kind with every need, to examine what the constructs make of them. */
export const allKinds: readonly Trigger[] = [
  defineStream({
    area: 'platform',
    name: 'changes',
    filters: [{ eventName: ['INSERT'] }],
    batchSize: 100,
    windowSeconds: 1,
    parallelizationFactor: 2,
    needs: { table: 'write', bus: true, quarantine: true },
  }),
  defineStream({
    area: 'voice',
    name: 'analysis',
    filters: [{ eventName: ['MODIFY'] }],
    batchSize: 100,
    windowSeconds: 1,
    parallelizationFactor: 2,
    needs: { table: 'write', sendsTo: ['analysis'] },
  }),
  defineSubscriber({
    area: 'platform',
    name: 'record-audit',
    on: ['FeedbackReceived'],
    needs: { table: 'write', ses: true },
  }),
  defineSubscriber({
    area: 'voice',
    name: 'record-mail-event',
    source: 'aws.ses',
    on: ['Email Bounced'],
    needs: { table: 'write' },
  }),
  defineQueue({
    area: 'voice',
    name: 'analysis',
    lanes: {
      new: { batchSize: 10, maxConcurrency: 5, alarmAfterSeconds: 60 },
      backlog: { batchSize: 4, maxConcurrency: 2, alarmAfterSeconds: 3_600 },
    },
    needs: { table: 'write', comprehend: true },
  }),
  ...sentTo,
  defineSchedule({ area: 'insight', name: 'reconcile', every: 'rate(1 day)', needs: { table: 'read', secret: true } }),
];
