import { orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { partOf } from '../kernel/json.ts';
import { ERASED, erasedText, eraseRecords, foundAmong, type Person, type PersonalKind } from '../kernel/personal.ts';
import { walkPartition } from '../kernel/walk.ts';
import { cancelSurvey } from './cancel.ts';
import { decisionPartition, type WrittenDecision } from './decision.store.ts';
import { Decision, isOpen, type SurveyResponse } from './survey.schema.ts';
import { notDue, type StoredSurvey, surveys } from './survey.store.ts';

/** Whether a person was asked and why not, under all names, each decision once. */
async function decisionsOf(ctx: Context, { names }: Pick<Person, 'names'>): Promise<WrittenDecision[]> {
  const found = new Map<string, WrittenDecision>();
  for (const name of names)
    for await (const rows of walkPartition<WrittenDecision>(ctx, decisionPartition(ctx.companyId, name)))
      for (const row of rows) found.set(row.decisionId, partOf(Decision, row) as WrittenDecision);
  return [...found.values()];
}

/** What a person was asked, by the decisions to ask them; strongly consistent. */
export const surveyIdsOf = async (ctx: Context, names: readonly string[]): Promise<Id<'survey'>[]> => [
  ...new Set((await decisionsOf(ctx, { names })).flatMap(({ surveyId }) => surveyId ?? [])),
];

/** An answer without words of the person; scores and choices are what is counted. */
const withoutWords =
  (names: readonly string[]) =>
  (response: SurveyResponse): SurveyResponse => ({
    ...response,
    // Questions are asked with the name filled in.
    question: names.some((name) => response.question.includes(name)) ? ERASED : response.question,
    answer:
      (response.type === 'text' || response.type === 'long_text') && typeof response.answer === 'string'
        ? ERASED
        : response.answer,
  });

/** A survey without whom it asked. The domain of the address stays, by which is counted how mail arrives. */
function withoutPerson(survey: StoredSurvey, { called }: Person): StoredSurvey {
  const { contact, customerId: _, before: __, comments, responses, quarantine, ...rest } = survey;
  const without = withoutWords([contact?.name, ...called].filter((name) => name !== undefined));
  const mailDomain = contact?.email?.split('@')[1]?.toLowerCase() ?? rest.mailDomain;
  return {
    ...rest,
    ...notDue,
    reminders: [],
    customerKey: '-',
    mailDomain,
    comments: erasedText(comments),
    responses: responses?.map(without),
    ...(quarantine && { quarantine: { ...quarantine, responses: quarantine.responses.map(without) } }),
  };
}

export const surveyPersonal: PersonalKind = {
  kind: 'survey',
  heldOf: (ctx, { surveyIds }) => foundAmong(ctx, surveys, surveyIds),
  async erase(ctx, person) {
    for (const one of await foundAmong(ctx, surveys, person.surveyIds))
      // Nobody answers it any more.
      if (isOpen(one.status)) await orNone(cancelSurvey(ctx, one.surveyId, 'by_hand'));
    return eraseRecords(ctx, surveys, person.surveyIds, (survey) => withoutPerson(survey, person));
  },
};

/**
 * A decision names nobody: it lies under a fingerprint of the address, or under the company's own id, and is what says how many
 * were asked.
 */
export const decisionPersonal: PersonalKind = {
  kind: 'decision',
  heldOf: decisionsOf,
  erase: async () => 0,
};
