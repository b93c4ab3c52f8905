import { addressKey, customerKeyOf } from '../../shared/customer/customer-key.ts';
import { keysOf } from '../../shared/customer/identity.ts';
import type { StoredFeedback } from '../../shared/feedback/feedback.schema.ts';
import { Problem } from '../../shared/http/problem.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { ownAnswers } from '../../shared/privacy/own-answers.ts';
import { ownFeedback } from '../../shared/privacy/own-data.ts';
import { requestErasure } from '../../shared/privacy/own-request.ts';
import { erasureRequestedPage, myFeedbackPage, type OwnFeedback } from '../../web/survey/preferences-page.tsx';
import { meet, type Met } from './meeting.ts';
import type { Posted, Request } from './visit.ts';
import { showWishes } from './wishing.ts';

/** Under which names somebody is heard: a survey was of an address, and of the id by which the company asked. */
const namesOf = ({ whose: { customer, emails }, survey }: Met): string[] => {
  if (!survey && customer) return keysOf(customer);
  const own = customerKeyOf(survey?.customerId, undefined);
  return [...(own === undefined ? [] : [own]), ...emails.map(addressKey)];
};

const frameOf = ({ frame, token }: Met) => ({ ...frame, action: `/s/${token}/me` });

export const showOwn = async (outer: Context, input: Request) => {
  let isFresh = true;
  const shown = await meet(outer, input, async (met) => {
    isFresh = met.isFresh;
    const items = isFresh ? await ownFeedback(met.ctx, namesOf(met)) : [];
    const said = items.map(async (item) => ({
      ...shownOf(item),
      answers: await ownAnswers(met.ctx, item, met.frame.language),
    }));
    return myFeedbackPage({ ...frameOf(met), items: await Promise.all(said), timeZone: met.timeZone });
  });
  // Whoever comes by another link is shown where a fresh one is asked for.
  return isFresh ? shown : showWishes(outer, input);
};

export const eraseOwn = (outer: Context, input: Posted) =>
  meet(outer, input, async (met) => {
    if (!met.isFresh || input.body['erase'] !== 'yes')
      throw new Problem('validation-failed', 'Erasure is asked for on the page that a fresh link opens.');
    const { ctx, whose, survey } = met;
    const { customer, emails } = whose;
    const [email] = emails;
    const asking = survey ?? {
      customerKey: namesOf(met)[0] ?? '-',
      ...(customer && { customerId: customer.customerId }),
      ...(email !== undefined && { contact: { email } }),
    };
    return erasureRequestedPage({ ...frameOf(met), reference: await requestErasure(ctx, asking) });
  });

const statuses: Partial<Record<NonNullable<StoredFeedback['triage']>['status'], OwnFeedback['status']>> = {
  planned: 'planned',
  in_progress: 'planned',
  shipped: 'done',
  wont_do: 'declined',
};

const shownOf = ({
  occurredAt,
  subject,
  comments,
  scores = [],
  triage,
}: StoredFeedback): Omit<OwnFeedback, 'answers'> => ({
  at: new Date(occurredAt),
  ...(subject !== undefined && { subject }),
  ...(comments !== undefined && { comments }),
  scores,
  status: (triage && statuses[triage.status]) ?? 'open',
});
