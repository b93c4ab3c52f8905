import type { Context } from '../kernel/context.ts';
import { deterministicId, idMonth } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { addressKey } from '../outside-address/outside-address.schema.ts';
import { Delivery, RecipientStop } from './delivery.schema.ts';

export const deliveries = defineStore('reportDelivery', Delivery, {
  id: 'deliveryId',
  key: { pk: ({ deliveryId }) => `rdl#${idMonth(deliveryId)}`, sk: ({ deliveryId }) => deliveryId },
  indexes: {
    ofRun: {
      on: 'gsi5',
      pk: ({ runId }) => runId && `rdl#${runId}`,
      sk: ({ deliveryId }) => deliveryId,
      order: 'asc',
    },
  },
  retention: ({ leavesAt }) => new Date(leavesAt),
});

/** The id of a run's delivery to an address: it follows from both, so there is one however often it is asked for. */
export const deliveryIdOf = ({ runId, email, at }: Pick<Delivery, 'runId' | 'email'> & { at: Date }) =>
  deterministicId('reportDelivery', at, `${runId}#${addressKey(email)}`);

export const stops = defineStore('recipientStop', RecipientStop, {
  id: 'stopId',
  key: { pk: ({ stopId }) => `rps#${stopId}`, sk: () => 'stop' },
  indexes: {
    ofReport: { on: 'gsi5', pk: ({ reportId }) => reportId && `rps#${reportId}`, sk: ({ stopId }) => stopId },
  },
});

const BEGINNING = new Date(0);
export const stopIdOf = (
  { companyId }: Pick<Context, 'companyId'>,
  { reportId, email }: Pick<RecipientStop, 'reportId' | 'email'>,
) => deterministicId('recipientStop', BEGINNING, `${companyId}#${reportId}#${addressKey(email)}`);
