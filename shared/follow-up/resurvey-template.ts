import { invalid, orNone } from '../http/problem.ts';
import type { Context } from '../kernel/context.ts';
import { get as getTemplate } from '../survey-template/survey-template.ts';
import type { Resurvey } from './resurvey.schema.ts';

const POINTER = '#/resurvey/templateId';

/**
 * Refuses a template by which nobody could tell whether a customer is happier than before: an unknown one, one that is
 * anonymous, and one without a question for CSAT, NPS or CES.
 */
export async function expectResurveyTemplate(
  ctx: Context,
  { templateId }: Pick<Resurvey, 'templateId'>,
): Promise<void> {
  const refuse = (detail: string) => invalid({ pointer: POINTER, detail });
  const template = await orNone(getTemplate(ctx, { templateId }));
  if (!template) throw refuse('is no template of the company');
  if (template.anonymous) throw refuse('must not be anonymous: nobody would know whose answer it is');
  if (!template.questions.some(({ type }) => type === 'csat' || type === 'nps' || type === 'ces'))
    throw refuse('must ask for csat, nps or ces');
}
