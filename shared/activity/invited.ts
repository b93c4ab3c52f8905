import { addressFingerprint } from '../customer/customer-key.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { companyPrefix } from '../kernel/table.ts';
import { walkPartition } from '../kernel/walk.ts';
import type { MailKey } from '../mail/once.ts';
import type { Invitation, InvitedPerson } from './invitation.schema.ts';

export type PersonRef = Pick<InvitedPerson, 'type' | 'id'>;
/** Whom a mail of an invitation was for; no address, and no words. */
export type InvitedRow = { person: PersonRef };

const SEQUENCE_DIGITS = 9;
const partition = ({ companyId }: Pick<Context, 'companyId'>, activityId: Id<'activity'>): string =>
  `${companyPrefix(companyId)}act#inv#${activityId}`;

type Told = Pick<Invitation, 'activityId' | 'method' | 'sequence'> & { email: string };

/** Where it stands that a version of an activity is mailed to an address: so each gets it once, whoever they are named as. */
export const invitedKey = (ctx: Context, { activityId, method, sequence, email }: Told): MailKey => ({
  pk: partition(ctx, activityId as Id<'activity'>),
  sk: `${method}#${String(sequence).padStart(SEQUENCE_DIGITS, '0')}#${addressFingerprint(email)}`,
});

/** Everybody to whom an invitation to an activity went out, or may have, each once. */
export async function everInvited(ctx: Context, activityId: Id<'activity'>): Promise<PersonRef[]> {
  const found = new Map<string, PersonRef>();
  const rows = walkPartition<InvitedRow & { state: string }>(ctx, partition(ctx, activityId), {
    between: ['REQUEST#', 'REQUEST#~'],
  });
  for await (const some of rows)
    for (const { person, state } of some) if (state !== 'failed') found.set(`${person.type} ${person.id}`, person);
  return [...found.values()];
}
