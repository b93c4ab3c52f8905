import { activityRoutes } from '../../../shared/activity/activity.routes.ts';
import type { Activity, Conflict } from '../../../shared/activity/activity.schema.ts';
import { api } from '../api/client.ts';
import { toast } from '../kit/toast.tsx';
import { me } from '../session/me.ts';
import { locale } from '../texts/console.ts';
import { activityTexts } from './texts/texts.ts';

const activities = api(activityRoutes);
/** So many are named; a note of eight seconds has room for no more. */
const MOST_NAMED = 3;

const span = ({ startAt, dueAt }: Conflict): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short', timeZone: me().timeZone }).formatRange(
    new Date(startAt),
    // A range does not run backwards.
    new Date(dueAt < startAt ? startAt : dueAt),
  );

/** What overlaps, of which some are named: `left` more do. */
export function conflictWords(named: readonly { subject: string | undefined; when: string }[], left: number): string {
  const a = activityTexts();
  // Set apart, so that a subject in another direction of writing does not turn what stands around it.
  const list = named.map(({ subject, when }) => (subject === undefined ? when : `\u2068${subject}\u2069 (${when})`));
  return `${a.conflicts} ${[...list, ...(left > 0 ? [a.more(left)] : [])].join('; ')}`;
}

/** Says what else its owner has to do in the time of an activity that was just saved. */
export async function tellConflicts({ conflicts = [] }: Pick<Activity, 'conflicts'>): Promise<void> {
  if (conflicts.length === 0) return;
  const named = await Promise.all(
    conflicts.slice(0, MOST_NAMED).map(async (one) => {
      const read = activities.get({ params: { activityId: one.activityId } });
      // Of one that cannot be read, the time alone is known.
      const subject = await read.then((other) => other.subject).catch(() => undefined);
      return { subject, when: span(one) };
    }),
  );
  toast(conflictWords(named, conflicts.length - named.length));
}
