import type { SendingWindow } from '../asking/sending-window.ts';
import { addressKey, customerKeyOf } from '../customer/customer-key.ts';
import type { StoredCustomer } from '../customer/customer.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { TransactItem } from '../kernel/write.ts';
import { capRefusal, isCounted } from '../limits/caps.ts';
import { countWrites, readClock, sentIn } from '../limits/clock.ts';
import { limitsOf } from '../limits/limits.ts';
import { firstOpen } from '../limits/quiet-hours.ts';
import type { DecisionReason } from '../survey/survey.schema.ts';
import { factsOf, type Message, policyFor, wayOf } from './gate.ts';
import { noAddress, type Reason, type Refusal, refusalOf } from './refusal.ts';

type Claimed = Message & {
  topic?: string | undefined;
  /** Names the message among those that count. */
  id: string;
  /** The company's. */
  timeZone: string;
  /** When messages of its kind may go out, on the clocks of who gets it. */
  window?: SendingWindow | undefined;
  /** When it makes no sense any more. */
  until?: string | undefined;
  /** Follows a message that was counted, and is not counted itself. */
  follows?: boolean;
};

/**
 * What a sender has to do with a message: nothing, and why; wait; or claim it, with these writes in the same transaction.
 * Where they fail, another message has taken the place that there was, and the gate is to be asked anew.
 */
export type Admission<R extends string = DecisionReason> =
  | { refusal: Refusal<R> }
  | { notBefore: Date }
  | { writes: TransactItem[] };

/**
 * Asks the gate for a message that is about to be claimed, then quiet hours and caps: what is forbidden now may be allowed
 * later. One request more than the gate where caps are about it.
 */
export async function admit(ctx: Context, message: Claimed & { topic?: undefined }): Promise<Admission>;
export async function admit(ctx: Context, message: Claimed): Promise<Admission<Reason>>;
export async function admit(ctx: Context, message: Claimed): Promise<Admission<Reason>> {
  const { customerId, email, phone, purpose, channel, topic } = message;
  const way = wayOf(ctx, message);
  if (!way) return { refusal: noAddress };
  const [facts, limits, policy] = await Promise.all([
    factsOf(ctx, { customerId, email, phone }),
    limitsOf(ctx),
    policyFor(ctx, { purpose }),
  ]);
  const refusal = refusalOf({ ...way, ...policy }, facts, ctx.now);
  if (refusal) return { refusal };
  const { timeZone = message.timeZone, frequency } = facts.one?.preferences ?? {};
  const at = firstOpen(ctx.now, limits, timeZone, message.window);
  if (at > ctx.now) {
    if (message.until === undefined || at.toISOString() < message.until) return { notBefore: at };
    return { refusal: { reason: 'quiet_hours', rule: `from then on it would have ended at ${message.until}` } };
  }
  if (message.follows || !isCounted(message, limits)) return { writes: [] };
  const clock = await readClock(ctx, namesIn({ customerId: facts.one?.customerId, address: way.address }));
  const full = capRefusal({ purpose, channel, topic }, limits, frequency, sentIn(clock), ctx.now);
  if (full) return { refusal: full };
  return { writes: countWrites(ctx, clock, { id: message.id, at: ctx.now.toISOString(), purpose, channel }) };
}

/** All names under which messages to a customer are counted, whichever of their addresses and numbers they went to. */
export const namesOfCustomer = ({
  customerId,
  emails = [],
  phones = [],
}: Pick<StoredCustomer, 'customerId' | 'emails' | 'phones'>): string[] => {
  const reached = [...emails.map(({ address }) => address), ...phones.map(({ number }) => number), undefined];
  return [...new Set(reached.flatMap((address) => namesIn({ customerId, address })))];
};

/** The names under which messages to a person are counted: who has several addresses is one person, where they are known. */
const namesIn = ({ customerId, address }: { customerId: string | undefined; address: string | undefined }): string[] =>
  [customerKeyOf(customerId, undefined), address === undefined ? undefined : addressKey(address)].filter(
    (name) => name !== undefined,
  );
