import type { Cycle, FollowUp } from '../../../shared/follow-up/follow-up.schema.ts';

export type Entry =
  | { kind: 'opened' | 'closed'; at: string; cycle: Cycle }
  | { kind: 'contact'; at: string; contact: FollowUp['contacts'][number] }
  | { kind: 'note'; at: string; note: FollowUp['notes'][number] };

/** Openings, closings, contacts and notes, the newest first. */
export function timelineOf({ cycles, contacts, notes }: Pick<FollowUp, 'cycles' | 'contacts' | 'notes'>): Entry[] {
  const entries: Entry[] = [
    ...cycles.flatMap((cycle): Entry[] => [
      { kind: 'opened', at: cycle.openedAt, cycle },
      ...(cycle.closedAt === undefined ? [] : [{ kind: 'closed' as const, at: cycle.closedAt, cycle }]),
    ]),
    ...contacts.map((contact): Entry => ({ kind: 'contact', at: contact.at, contact })),
    ...notes.map((note): Entry => ({ kind: 'note', at: note.at, note })),
  ];
  return entries.toSorted((one, other) => other.at.localeCompare(one.at));
}
