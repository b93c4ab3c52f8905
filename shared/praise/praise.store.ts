import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import { keyPart } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { Praise } from './praise.schema.ts';

const KEPT_MS = 400 * 86_400_000;

/** A record has one praise, whose id follows from its own. */
export const praiseIdOf = (feedbackId: string): Id<'praise'> =>
  `${idPrefixes.praise}_${feedbackId.slice(feedbackId.indexOf('_') + 1)}` as Id<'praise'>;

/** Until when praise of a record is kept. */
export const keptUntil = ({ occurredAt }: { occurredAt: string }): Date => new Date(Date.parse(occurredAt) + KEPT_MS);

const order = ({ occurredAt, feedbackId }: Praise): string => `${occurredAt}#${feedbackId}`;

export const praises = defineStore('praise', Praise, {
  id: 'praiseId',
  key: { pk: ({ praiseId }) => `prs#${praiseId}`, sk: ({ praiseId }) => praiseId },
  indexes: {
    ofAgent: { on: 'gsi2', pk: ({ agentId }) => agentId && `prs#${keyPart(agentId)}`, sk: order },
    pinned: { on: 'gsi3', pk: ({ pinned, hidden }) => pinned && !hidden && 'prs#pinned', sk: order },
  },
  retention: keptUntil,
});
