import { randomUUID } from 'node:crypto';
import type { Idempotency } from './idempotency.ts';
import { type Log, log } from './log.ts';
import { type Permission, permissions } from './permissions.ts';
import { type Db, dbFor } from './table.ts';

/** Who acts. `ownOnly` narrows reads to records whose `snapshot.agentId` is the actor's id. */
export type Actor = {
  kind: 'user' | 'machine' | 'system' | 'public' | 'tracker';
  id: string;
  /** Built-in ones and the company's own. */
  roles: readonly string[];
  permissions: ReadonlySet<Permission>;
  ownOnly: boolean;
  /** What a person's token says about them. */
  profile?: { name?: string | undefined; email?: string | undefined; language?: string | undefined };
};

/** What every verb receives first. The company comes from the verified token and is part of every key. */
export type Context = {
  companyId: string;
  actor: Actor;
  now: Date;
  requestId: string;
  db: Db;
  log: Log;
  /** Set when a POST carries an Idempotency-Key; `commit` writes its row with the change. */
  idempotency?: Idempotency;
  /** When work must be done, so that a reply can still be sent. */
  deadline?: Date | undefined;
};

/** So long before a deadline whoever works through much ends, because what it found has to be put into a reply. */
export const RESERVE_MS = 2_000;

/** Whether there is only time left to reply: who works through much ends here and says where to go on. */
export const isLate = ({ deadline }: Pick<Context, 'deadline'>): boolean =>
  deadline !== undefined && Date.now() > deadline.getTime() - RESERVE_MS;

/** Who acts, as a record keeps it. */
export const authorOf = ({ actor }: Pick<Context, 'actor'>): Pick<Actor, 'kind' | 'id'> => ({
  kind: actor.kind,
  id: actor.id,
});

// The words are what claims, variables and template strings become when there is no company in them.
const companyIdPattern = /^(?!(?:null|true|false|undefined)$)[a-z0-9][a-z0-9-]{0,62}$/;

/** Whether a text can name a company: 1 to 63 of a-z, 0-9 and -, beginning with a letter or digit. */
export const isCompanyId = (text: string): boolean => companyIdPattern.test(text);

/** A context for streams, subscribers and schedules: all permissions, one company. */
export function systemContext(
  companyId: string,
  name: string,
  options: { now?: Date; requestId?: string; deadline?: Date } = {},
): Context {
  if (!isCompanyId(companyId)) throw new Error('not a company id');
  return {
    companyId,
    actor: { kind: 'system', id: name, roles: [], permissions: new Set(permissions), ownOnly: false },
    now: options.now ?? new Date(),
    requestId: options.requestId ?? randomUUID(),
    db: dbFor(companyId),
    log,
    ...(options.deadline && { deadline: options.deadline }),
  };
}
