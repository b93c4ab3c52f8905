import type { Severity } from '../fields/severity.schema.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import { isLive } from './alert.life.ts';
import { alerts } from './alert.store.ts';
import { endOfKey, fireOnce, openOfKey } from './firing.ts';
import { type RenderAlert, tell } from './notice.ts';
import { systemKinds, type SystemKind, systemRuleOf } from './system.schema.ts';

/** What is known of each kind, and what its mail says. */
export type FactsOf = {
  webhook_failing: { endpointId: string; host: string; since: string; state: 'failing' | 'disabled' };
  address_bounced: { userId: string };
  /** How many people share the pool, and the first of them. */
  nobody_present: { people: number; members: string };
  /** `reason` as the run or the report says it, with the section that it was because of. */
  report_failed: { reportId: string; reason: string };
  /** It was due so many times in a row and not sent, the last time for this reason. */
  report_quiet: { reportId: string; times: number; reason: string };
  /** A recipient gets it no more: `bounced`, or `complained`. */
  report_bounced: { reportId: string; reason: string };
  loop_mails_stuck: { initiativeId: string; stage: string; unresolved: number };
  /** Of the month, as `2026-11`: warning from 80, critical from 100 percent. */
  analysis_budget: { percent: number; month: string; budget: number };
  /** So many nights in a row it knew nothing of what was rated later. */
  prediction_off: { nights: number };
};

/** Something that the product itself has noticed and that people have to see to. */
export type SystemBreach<K extends SystemKind> = {
  kind: K;
  /** What it is about, such as the id of an endpoint: one alert of a kind and key is open at a time. */
  key: string;
  severity: Severity;
  /** Whose it is to see to: they are told too, whatever their roles are. */
  ownerId?: string | undefined;
  /** Ids, numbers and times; never an address, a secret or what somebody wrote. */
  facts: FactsOf[K];
  /** Names what has happened: the same occurrence counts once, however often and by however many this is called. */
  occurrence: string;
  /** When it happened, as an ISO instant; now unless given. */
  at?: string;
  /** When it is over by itself, as an ISO instant; only {@link endSystemAlert} ends it unless given. */
  until?: string;
};

/** Who is told of what the product itself notices, beside the owner of the alert. */
const notify = { roles: ['admin', 'manager'] };
/** What is a note to whose report it is, and nothing that others have to see to. */
const notes: ReadonlySet<SystemKind> = new Set(['report_quiet', 'report_bounced']);

/** As of a rule that nobody can change. What happens again is told again at once: there is no cool-down. */
const ruleOf = (kind: SystemKind, ownerId?: string) => ({
  ownerId,
  ruleId: systemRuleOf(kind),
  name: systemKinds[kind],
  version: 1,
  epoch: 1,
  stormAfter: 20,
  cooldownMinutes: 0,
  source: 'system' as const,
});

/**
 * Opens an alert about the product itself, or adds to the one of the same kind and key that is not closed: `count` rises,
 * and so does the severity, never falling. Admins and managers, and its owner, are told by whoever hears of the event
 * (`AlertOpened`, `AlertRaised`), so this needs the table alone. Throws `unavailable` where others keep changing the same alert.
 */
export async function openSystemAlert<K extends SystemKind>(
  ctx: Context,
  { occurrence, ...noticed }: SystemBreach<K>,
): Promise<void> {
  const { kind, key, severity, ownerId, facts, until, at = ctx.now.toISOString() } = noticed;
  await fireOnce(
    ctx,
    ruleOf(kind, ownerId),
    { kind: 'breach', at, key, severity, until, system: { kind, facts } },
    occurrence,
  );
}

/** What is known of an alert of a kind and key that is not closed; undefined where there is none. */
export async function systemFactsOf<K extends SystemKind>(
  ctx: Context,
  { kind, key }: { kind: K; key: string },
): Promise<FactsOf[K] | undefined> {
  const alert = await openOfKey(ctx, { ruleId: systemRuleOf(kind), key });
  return alert?.subject.system?.facts as FactsOf[K] | undefined;
}

/** What an alert about the product itself told of is over: it is resolved, where one of the kind and key is not closed. */
export const endSystemAlert = (
  ctx: Context,
  { kind, key }: Pick<SystemBreach<SystemKind>, 'kind' | 'key'>,
): Promise<void> => endOfKey(ctx, { ruleId: systemRuleOf(kind), key, at: ctx.now.toISOString() });

/**
 * Tells admins and managers and whose it is, once each, that an alert about the product itself has opened or risen to a
 * severity; what is a note, its owner alone. Of one that is closed meanwhile, and of any other alert, nobody is told.
 */
export async function tellSystemAlert(
  ctx: Context,
  { alertId, step }: { alertId: Id<'alert'>; step: string },
  render: RenderAlert,
): Promise<void> {
  const found = await alerts.find(ctx, alertId);
  if (!isThere(ctx, found) || found.source !== 'system' || !isLive(found)) return;
  const kind = found.subject.system?.kind;
  const whom = kind && notes.has(kind) ? { ownerOnly: true } : notify;
  await tell(ctx, { alert: alerts.publicOf(found), step }, { notify: whom, record: undefined, render });
}
