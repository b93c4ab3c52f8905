import { settingsOf } from '../company/settings.ts';
import { getMany } from '../feedback/feedback.ts';
import { linkVerbs } from '../http/link-verbs.ts';
import { equal, type FilterTests, listOf } from '../http/list.ts';
import { invalid } from '../http/problem.ts';
import { change } from '../kernel/change.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import type { Stored } from '../kernel/store.ts';
import { verbsOf } from '../kernel/verbs.ts';
import type { TransactItem } from '../kernel/write.ts';
import type {
  ChangedInitiative,
  EditInitiative,
  FeedbackLink,
  Initiative,
  InitiativeFilter,
  LinkFilter,
  LinkSays,
  LinkSource,
} from './initiative.schema.ts';
import { initiatives, links } from './initiative.store.ts';
import { mailsOfNewcomers } from './loop-link.ts';
import { followStatus, mailsOf } from './loop-run.ts';
import type { LoopStage } from './loop.schema.ts';
import { readLoopSettings } from './loop-settings.ts';
import { settledRule } from './theme-rule.ts';
import { countVoices, personOf } from './voices.ts';

/** Notes when a status was decided; refuses to give up without a reason, and a new target that has passed. */
async function settle(ctx: Context, after: Initiative, before?: Initiative): Promise<Initiative> {
  const { status, reason, targetOn } = after;
  if (status === 'wont_do' && !reason?.trim())
    throw invalid({ pointer: '#/reason', detail: 'must be given where nothing will be done' });
  if (targetOn && targetOn !== before?.targetOn) {
    const { timeZone, dayBoundary } = await settingsOf(ctx);
    if (targetOn < localDay(ctx.now, timeZone, dayBoundary))
      throw invalid({ pointer: '#/targetOn', detail: 'must not lie before today' });
  }
  const ruled = { ...after, themeRule: await settledRule(ctx, after, before) };
  const counted = before ? ruled : { ...ruled, voices: 0, linked: 0 };
  if (status === (before?.status ?? 'planned')) return counted;
  const now = ctx.now.toISOString();
  return {
    ...counted,
    decidedAt: now,
    ...(status === 'in_progress' && { startedAt: after.startedAt ?? now }),
    ...(status === 'shipped' && { shippedAt: now }),
  };
}

const actionOf = (before: Initiative, after: Initiative): string =>
  before.status === after.status ? 'edit' : 'decide';

export const { create, get, remove } = verbsOf(initiatives, { settle });

/**
 * Changes the given fields; null clears one. With a new status the people who asked for it are told, if not said
 * otherwise. `beside` is written in the same transaction; it is asked for with each try, where anything changes.
 */
export async function edit(
  ctx: Context,
  {
    initiativeId,
    ifMatch,
    body,
    beside,
  }: {
    initiativeId: Id<'initiative'>;
    ifMatch?: number | undefined;
    body: EditInitiative;
    beside?: () => Promise<TransactItem[]>;
  },
): Promise<ChangedInitiative> {
  const { notify, holdMinutes, ...fields } = body;
  let told: { at?: string; stage?: LoopStage } = {};
  const shown = await change(
    ctx,
    initiatives,
    initiativeId,
    actionOf,
    async (before) => {
      told = {};
      return { ...before, ...(await settle(ctx, { ...before, ...fields } as Initiative, before)) };
    },
    {
      ifMatch,
      also: async (before, after) => {
        const others = (await beside?.()) ?? [];
        if (before.status === after.status) return others;
        const settings = await readLoopSettings(ctx);
        const tells = notify !== false && (after.status !== 'wont_do' || settings.declined);
        const hold = holdMinutes ?? settings.holdMinutes;
        const { writes, ...rest } = await followStatus(ctx, before, after, { notify: tells, holdMinutes: hold });
        told = rest;
        return [...others, ...writes];
      },
    },
  );
  const { at, stage } = told;
  if (at === undefined || stage === undefined) return shown;
  const people = Math.max(0, (shown.voices ?? 0) - (await mailsOf(ctx, initiativeId, stage)));
  return { ...shown, notifies: { at, people } };
}

export const list = listOf<InitiativeFilter, Initiative>(
  'initiatives',
  {
    status: equal('status'),
    ownerId: equal('ownerId'),
    theme: ({ themes }, wanted) => themes.includes(wanted),
    q: (one, wanted) => initiatives.contains(one, wanted),
    order: () => true,
  },
  (ctx, { q, ownerId, order }, from) => {
    if (order === 'voices') return initiatives.by(ctx, 'byVoices', {}, from);
    if (q !== undefined) return initiatives.found(ctx, q, from);
    return ownerId === undefined ? initiatives.all(ctx, from) : initiatives.by(ctx, 'byOwner', { ownerId }, from);
  },
  (one) => one,
);

/** What found a link; of one that was stored before links said so, who wrote it tells: only rules linked by themselves. */
export const sourceOf = ({ source, lastActor }: Stored<FeedbackLink>): LinkSource =>
  source ?? (lastActor.kind === 'system' ? 'rule' : 'hand');

export const { link, unlink, linked, linking, everLinked, linkedTo } = linkVerbs({
  links,
  owner: 'initiativeId',
  item: 'feedbackId',
  items: 'feedbackIds',
  get,
  getMany,
  facts: (record) => ({ person: personOf(record) }),
  says: ({ source = 'hand' }: LinkSays & { feedbackIds: readonly Id<'feedback'>[] }) => ({ source }),
  tests: { source: (one, wanted) => sourceOf(one) === wanted } satisfies FilterTests<Stored<FeedbackLink>, LinkFilter>,
  beside: async (ctx, changes) => {
    const { voices, initiatives: known, writes } = await countVoices(ctx, changes);
    return [...writes, ...(await mailsOfNewcomers(ctx, changes, voices, known))];
  },
});
