import type { Message } from '../../../shared/message/message.schema.ts';
import { followUpTexts } from './texts/texts.ts';

/** The reason of a refusal in words. */
export const refusalWords = (reason: string): string => followUpTexts().refusals[reason] ?? reason;

type Sent = Pick<Message, 'state' | 'reason' | 'deliveredAt'>;
/** What became of a message. */
export function messageWords({ state, reason, deliveredAt }: Sent): string {
  const { messageStates } = followUpTexts();
  const words = state === 'sent' && deliveredAt ? messageStates.delivered : messageStates[state];
  return state === 'failed' && reason ? `${words} ${refusalWords(reason)}` : words;
}
