import type { Channel } from './refusal.ts';

/** Fewer answers than so many by a channel say nothing about it. */
const FEWEST = 5;

/** How often somebody was asked by a channel, and how often they answered. */
export type Answered = { asked: number; answered: number };
export type ChannelChoice = { channel: Channel | null; reason: string };

type Choosing = {
  preferred: Channel | undefined;
  /** In the order in which they are taken where nothing else decides. */
  permitted: readonly Channel[];
  answers?: Partial<Record<Channel, Answered>>;
};

/**
 * By which channel to write to somebody, and why: the one that they prefer, where it is permitted; else the permitted one by
 * which they answer the largest share (of at least five messages); else mail; else the first that is permitted.
 */
export function chooseChannel({ preferred, permitted, answers = {} }: Choosing): ChannelChoice {
  if (preferred && permitted.includes(preferred)) return { channel: preferred, reason: 'preferred' };
  const [best] = permitted
    .flatMap((channel) => {
      const { asked = 0, answered = 0 } = answers[channel] ?? {};
      return asked >= FEWEST ? [{ channel, asked, answered }] : [];
    })
    .toSorted((one, other) => other.answered * one.asked - one.answered * other.asked);
  if (best) return { channel: best.channel, reason: `answered ${best.answered} of ${best.asked}` };
  const [first = null] = permitted;
  if (first === null) return { channel: null, reason: 'no channel is permitted' };
  return permitted.includes('email')
    ? { channel: 'email', reason: 'mail is permitted' }
    : { channel: first, reason: 'the first that is permitted' };
}
