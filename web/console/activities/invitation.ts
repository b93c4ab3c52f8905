import type { Invitation } from '../../../shared/activity/invitation.schema.ts';
import { exact } from '../kit/when.tsx';
import { activityTexts } from './texts/texts.ts';

type Told = Invitation['people'][number];

/** Who was not written to, by why; from when on all of them could be. */
function refusedIn(people: readonly Told[]): string[] {
  const { invitation, reasons } = activityTexts();
  const groups = Map.groupBy(
    people.filter(({ state }) => state === 'not_sent'),
    ({ reason }) => reason ?? 'unavailable',
  );
  return [...groups].map(([reason, group]) => {
    const from = group.flatMap(({ nextEligibleAt }) => nextEligibleAt ?? []).toSorted();
    const last = from.length === group.length ? from.at(-1) : undefined;
    const words = invitation.notSent(group.length, reasons[reason] ?? reason);
    return last === undefined ? words : `${words} ${invitation.fromThen(exact(last))}`;
  });
}

/** What became of an invitation, a line for each outcome. */
export function outcomesOf({ people, method }: Pick<Invitation, 'people' | 'method'>): string[] {
  const { invitation } = activityTexts();
  if (people.length === 0) return [invitation.nobody[method]];
  const line = (state: Told['state'], words: (n: number) => string): string[] => {
    const n = people.filter((one) => one.state === state).length;
    return n > 0 ? [words(n)] : [];
  };
  return [
    ...line('sent', invitation.sent),
    ...line('sent_before', invitation.sentBefore),
    ...refusedIn(people),
    ...line('unresolved', invitation.unresolved),
  ];
}
