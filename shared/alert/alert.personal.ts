import type { Context } from '../kernel/context.ts';
import { erasedText, eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import { alerts } from './alert.store.ts';
import type { Alert } from './alert.schema.ts';

const PER_READ = 200;

/** Alerts that nobody's record but this person's has set off: what is written there is about them. */
async function idsOf(ctx: Context, { feedbackIds }: Person): Promise<Alert['alertId'][]> {
  if (feedbackIds.length === 0) return [];
  const theirs = new Set<string>(feedbackIds);
  const ids: Alert['alertId'][] = [];
  for await (const steps of alerts.all(ctx, { from: undefined, size: PER_READ }))
    for (const { item } of steps) {
      const set = item?.subject?.feedbackIds ?? [];
      if (item && set.length > 0 && set.every((id) => theirs.has(id))) ids.push(item.alertId);
    }
  return ids;
}

export const alertPersonal: PersonalKind = {
  kind: 'alert',
  heldOf: async (ctx, person) => foundAmong(ctx, alerts, await idsOf(ctx, person)),
  erase: async (ctx, person) =>
    eraseRecords(ctx, alerts, await idsOf(ctx, person), (alert) => ({
      ...alert,
      note: erasedText(alert.note),
      comments: alert.comments.map((comment) => ({ ...comment, text: erasedText(comment.text) })),
    })),
};
