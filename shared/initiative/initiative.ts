import { settingsOf } from '../company/settings.ts';
import { getMany } from '../feedback/feedback.ts';
import { linkVerbs } from '../http/link-verbs.ts';
import { equal, listOf } from '../http/list.ts';
import { invalid } from '../http/problem.ts';
import { localDay } from '../kernel/calendar.ts';
import type { Context } from '../kernel/context.ts';
import { verbsOf } from '../kernel/verbs.ts';
import type { Initiative, InitiativeFilter } from './initiative.schema.ts';
import { initiatives, links } from './initiative.store.ts';

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
  if (status === (before?.status ?? 'planned')) return after;
  const now = ctx.now.toISOString();
  return {
    ...after,
    decidedAt: now,
    ...(status === 'in_progress' && { startedAt: after.startedAt ?? now }),
    ...(status === 'shipped' && { shippedAt: now }),
  };
}

export const { create, get, edit, remove } = verbsOf(initiatives, {
  settle,
  actionOf: (before, after) => (before.status === after.status ? 'edit' : 'decide'),
});

export const list = listOf<InitiativeFilter, Initiative>(
  'initiatives',
  {
    status: equal('status'),
    ownerId: equal('ownerId'),
    theme: ({ themes }, wanted) => themes.includes(wanted),
    q: (one, wanted) => initiatives.contains(one, wanted),
  },
  (ctx, { q, ownerId }, from) => {
    if (q !== undefined) return initiatives.found(ctx, q, from);
    return ownerId === undefined ? initiatives.all(ctx, from) : initiatives.by(ctx, 'byOwner', { ownerId }, from);
  },
  (one) => one,
);

export const { link, unlink, linked } = linkVerbs({
  links,
  owner: 'initiativeId',
  item: 'feedbackId',
  items: 'feedbackIds',
  get,
  getMany,
});
