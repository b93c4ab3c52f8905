import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as z from 'zod';
import { dayOf } from '../metrics/contribution.ts';
import { type CompanyChange, type CountedKind, MalformedImage } from '../metrics/counted-kind.ts';
import { decisionReasons } from '../survey/survey.schema.ts';

/** The part of a decision that numbers depend on. */
export const CountableDecision = z.object({
  decisionId: z.string(),
  at: z.iso.datetime(),
  sent: z.boolean(),
  reason: z.string().optional(),
  templateId: z.string().optional(),
  surveyId: z.string().optional(),
});
export type CountableDecision = z.infer<typeof CountableDecision>;

/** By template; decisions that no template was concerned by are under `-`. */
export const DECISION_ROWS = 'decision.template';

const keys = /^c#([a-z0-9][a-z0-9-]{0,62})#dec#/;

const months = /^c#[a-z0-9-]+#dec#\d{4}-\d{2}$/;

/** A decision stands under each name of its person; the one that also stands in the month of surveys is counted. */
function changeOf({ dynamodb }: DynamoDBRecord): CompanyChange<CountableDecision> | undefined {
  const { NewImage: after, OldImage: before } = dynamodb ?? {};
  const image = after ?? before;
  if (!image) throw new MalformedImage('no image');
  if (!months.test(image['g2pk']?.S ?? '')) return undefined;
  const companyId = keys.exec(image['pk']?.S ?? '')?.[1];
  if (companyId === undefined) throw new MalformedImage('pk');
  const { data, error } = CountableDecision.safeParse(unmarshall(image as Parameters<typeof unmarshall>[0]));
  if (error) throw new MalformedImage(error.issues[0]?.path.join('.') ?? 'decision');
  const { decisionId: id, at } = data;
  // Nobody changes a decision: it is there, or it is gone.
  return { companyId, id, month: at.slice(0, 7), page: id, ...(after ? { revision: 1, record: data } : gone) };
}

const gone = { revision: 2, record: null };
/** Decisions to ask or not as a counted kind. One that takes an earlier yes back is counted by its survey. */
export const countedDecisions: CountedKind<CountableDecision> = {
  kind: 'decision',
  ledger: 'decision#',
  dimensions: [DECISION_ROWS],
  contributions: ({ at, sent, reason, templateId = '-', surveyId }, settings) => {
    if (!sent && surveyId !== undefined) return [];
    const counters = {
      considered: 1,
      ...(!sent && { refused: 1 }),
      ...(!sent && reason !== undefined && { [`suppressed:${reason}`]: 1 }),
    };
    return [{ day: dayOf(at, settings), dims: { [DECISION_ROWS]: templateId }, counters }];
  },
  always: () => ['considered', 'refused', ...decisionReasons.map((reason) => `suppressed:${reason}`)],
  changeOf,
};
