import { Email } from '../fields/email.schema.ts';
import { languageOf } from '../fields/text.schema.ts';
import { Problem } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Actor, Context } from '../kernel/context.ts';
import { Person } from './people.schema.ts';
import { people } from './people.store.ts';

/** Notes who calls, by what their token says; costs a write only where that is new. A token without an e-mail notes nobody. */
export async function note(ctx: Context): Promise<void> {
  const { kind, id, profile = {}, roles } = ctx.actor;
  const email = Email.safeParse(profile.email).data;
  if (kind !== 'user' || email === undefined) return;
  const { name = email, language } = profile;
  const said = { name, email, language: language === undefined ? 'en' : languageOf(language) };
  const draft = { userId: id, ...said, roles: [...roles], reads: readsOf(ctx.actor), enteredBy: 'token' as const };
  // Claims are texts of another system: what cannot be a name, or the id of a person here, is not noted.
  if (!Person.pick({ userId: true, name: true, language: true }).safeParse(draft).success) return;
  try {
    await set(ctx, people, id, actionOf, (before) =>
      before?.enteredBy === 'admin'
        ? { ...before, roles: draft.roles, reads: draft.reads }
        : { ...draft, mailState: before?.email === email ? before.mailState : undefined },
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    // Who calls must not be refused because many others are known.
    ctx.log.warn('no more people are noted', { company: ctx.companyId });
  }
}

/** Nobody is told that somebody called, but that mail to them need not come back any more. */
const actionOf = (before: Person | undefined, after: Person): string =>
  before?.mailState && !after.mailState ? 'readdress' : 'note';

/** What of all feedback somebody may read. */
const readsOf = ({ permissions, ownOnly }: Actor): Person['reads'] =>
  permissions.has('feedback:read') ? (ownOnly ? 'own' : 'all') : 'none';
