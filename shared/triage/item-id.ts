import { customerKeyOf } from '../customer/customer-key.ts';
import type { Feedback } from '../feedback/feedback.schema.ts';
import { type Id, idPrefixes } from '../kernel/id-kinds.ts';
import { fingerprint } from '../kernel/ids.ts';

/** A record has one item, whose id follows from its own. */
export const itemIdOf = (feedbackId: string): Id<'triageItem'> =>
  `${idPrefixes.triageItem}_${feedbackId.slice(feedbackId.indexOf('_') + 1)}` as Id<'triageItem'>;

/** Tells one person from another; a record of nobody is a voice of its own. */
export const voiceOf = ({ customerId, contact, feedbackId }: Pick<Feedback, 'customerId' | 'contact' | 'feedbackId'>) =>
  fingerprint(customerKeyOf(customerId, contact?.email) ?? feedbackId).slice(0, 16);
