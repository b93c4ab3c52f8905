import type { Plan } from './ask.types.ts';
import type { Decision } from '../survey/survey.schema.ts';
import { type Asked, namesOf, type AskState } from '../survey/person.store.ts';

/** A dry run of a list: whom it would have asked so far, and how many on which day. */
export type DryRun = { asked: Map<string, Asked[]>; planned: Map<string, number>; occasions: Set<string> };

export const newDryRun = (): DryRun => ({ asked: new Map(), planned: new Map(), occasions: new Set() });

type About = { names: readonly string[]; day: string; templateId: string; trigger: string | undefined };

/** What is stored, as if what was noted so far were stored, too. */
export function stateIn({ asked, planned, occasions }: DryRun, stored: AskState, about: About): AskState {
  const { day, templateId, trigger } = about;
  return {
    ...stored,
    histories: stored.histories.map((history) => ({
      ...history,
      asked: [...history.asked, ...(asked.get(history.name) ?? [])],
    })),
    planned: {
      all: stored.planned.all + (planned.get(day) ?? 0),
      template: stored.planned.template + (planned.get(`${day} ${templateId}`) ?? 0),
    },
    earlier:
      stored.earlier ??
      (trigger !== undefined && occasions.has(trigger)
        ? { decision: { at: '', sent: true, trigger }, until: new Date(0) }
        : undefined),
  };
}

/** Remembers what a plan would have done. Its decision names nothing, because nothing is there to be named. */
export function noteIn({ decision, survey }: Plan, { asked, planned, occasions }: DryRun): Decision {
  const { decisionId: _, surveyId: __, ...told } = decision;
  if (!survey) return told;
  const { surveyId, templateId, scheduledAt: at, capDay, triggerKey } = survey;
  for (const name of namesOf(survey.customerId, survey.contact?.email)) {
    asked.set(name, [...(asked.get(name) ?? []), { surveyId, templateId, at }]);
  }
  for (const key of [capDay, `${capDay} ${templateId}`]) planned.set(key, (planned.get(key) ?? 0) + 1);
  if (triggerKey !== undefined) occasions.add(triggerKey);
  return told;
}
