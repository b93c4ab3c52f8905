import { ApiError } from '../../../shared/http/client.ts';
import type { Message } from '../../../shared/message/message.schema.ts';
import { followUpTexts } from './texts/texts.ts';

/** Why a person must not be written to, where that is what a failure says. */
export function refusalIn(error: unknown): string | undefined {
  if (!(error instanceof ApiError) || error.problem.type !== '/problems/message-refused') return undefined;
  // The decision stands beside what every problem says.
  const { decision } = error.problem as { decision?: { reason?: string } };
  return decision?.reason ?? 'unavailable';
}

export const refusalWords = (reason: string): string => followUpTexts().refusals[reason] ?? reason;

type Sent = Pick<Message, 'state' | 'reason' | 'deliveredAt'>;
/** What became of a message. */
export function messageWords({ state, reason, deliveredAt }: Sent): string {
  const { messageStates } = followUpTexts();
  const words = state === 'sent' && deliveredAt ? messageStates.delivered : messageStates[state];
  return state === 'failed' && reason ? `${words} ${refusalWords(reason)}` : words;
}
