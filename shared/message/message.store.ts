import { idMonth } from '../kernel/ids.ts';
import { defineStore } from '../kernel/store.ts';
import { SETTLE_MS } from '../mail/once.ts';
import { partOf } from '../kernel/json.ts';
import { Message, StoredMessage } from './message.schema.ts';

const KEPT_DAYS = 400;
/** When a mail of which nobody heard is given up. */
export const settledBy = ({ at }: Pick<StoredMessage, 'at'>): string => later(at, SETTLE_MS);
const later = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();

export const messages = defineStore('message', StoredMessage, {
  id: 'messageId',
  key: { pk: ({ messageId }) => `msg#${idMonth(messageId)}`, sk: ({ messageId }) => messageId },
  indexes: {},
  due: ({ state, at, notBefore }) => {
    if (state === 'queued') return notBefore ?? at;
    return state === 'sending' ? settledBy({ at }) : undefined;
  },
  shown: (message): Message => partOf(Message, message),
  retention: ({ createdAt, leavesAt }) => new Date(leavesAt ?? later(createdAt, KEPT_DAYS * 86_400_000)),
});
