import { Email } from '../fields/email.schema.ts';
import { languageOf } from '../fields/text.schema.ts';
import { Problem } from '../http/problem.ts';
import { set } from '../kernel/change.ts';
import type { Actor, Context } from '../kernel/context.ts';
import { isThere } from '../kernel/store.ts';
import { Person } from './people.schema.ts';
import { people } from './people.store.ts';

/**
 * Notes who calls, by what their token says; costs a write only where that is new. A token without an e-mail notes nobody
 * new, but the roles of whom the company knows.
 */
export async function note(ctx: Context): Promise<void> {
  const { kind, id, roles } = ctx.actor;
  const said = kind === 'user' ? await saidOf(ctx) : undefined;
  if (!said) return;
  const draft = { userId: id, ...said, roles: [...roles], reads: readsOf(ctx.actor), enteredBy: 'token' as const };
  // Claims are texts of another system: what cannot be a name, or the id of a person here, is not noted.
  if (!Person.pick({ userId: true, name: true, language: true }).safeParse(draft).success) return;
  try {
    await set(ctx, people, id, actionOf, (before) =>
      before?.enteredBy === 'admin'
        ? { ...before, roles: draft.roles, reads: draft.reads }
        : { ...draft, mailState: before?.email === said.email ? before.mailState : undefined },
    );
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'conflict') throw error;
    // Who calls must not be refused because many others are known.
    ctx.log.warn('no more people are noted', { company: ctx.companyId });
  }
}

/** What the token says of who calls; of a person who is known what the company says, where the token has no e-mail. */
async function saidOf(ctx: Context): Promise<Pick<Person, 'name' | 'email' | 'language'> | undefined> {
  const { id, profile = {} } = ctx.actor;
  const email = Email.safeParse(profile.email).data;
  if (email !== undefined) {
    const { name = email, language } = profile;
    return { name, email, language: language === undefined ? 'en' : languageOf(language) };
  }
  const found = await people.find(ctx, id);
  return isThere(ctx, found) ? { name: found.name, email: found.email, language: found.language } : undefined;
}

/** Nobody is told that somebody called, but that mail to them need not come back any more. */
const actionOf = (before: Person | undefined, after: Person): string =>
  before?.mailState && !after.mailState ? 'readdress' : 'note';

/** What of all feedback somebody may read. */
const readsOf = ({ permissions, ownOnly }: Actor): Person['reads'] =>
  permissions.has('feedback:read') ? (ownOnly ? 'own' : 'all') : 'none';
