import { defineEvents } from '../kernel/events.ts';
import { StoredMessage } from './message.schema.ts';

export const messageEvents = defineEvents('message', StoredMessage, {
  id: 'messageId',
  actions: {
    queue: ['MessageRequested', 'Somebody wrote to a customer; the mail goes out within a minute or two.'],
    send: ['MessageSent', 'The mail service took a message.'],
    deliver: ['MessageDelivered', 'The customer’s mail server took a message.'],
    bounce: ['MessageBounced', 'A message came back for good, or the mail service refused it afterwards.'],
    suppress: ['MessageSuppressed', 'A message is not sent; `reason` says why.'],
    doubt: ['MessageUnresolved', 'Nobody knows whether a message went out; it is not sent again.'],
  },
  silent: ['wait', 'note', 'follow', 'erase'],
  derived: ['mailId', 'notBefore', 'at', 'leavesAt'],
  facts: ['followUpId', 'feedbackId', 'purpose', 'channel', 'state', 'reason'],
});
