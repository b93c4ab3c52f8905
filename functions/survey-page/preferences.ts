import type { Context } from '../../shared/kernel/context.ts';
import { env } from '../../shared/kernel/env.ts';
import { frequencyOf, type Frequency, ownFeedback, setFrequency } from '../../shared/privacy/own-data.ts';
import { requestErasure } from '../../shared/privacy/own-request.ts';
import { ownAnswers } from '../../shared/privacy/own-answers.ts';
import { mailOwnLink } from '../../shared/privacy/own-link.ts';
import { linksOf } from '../../shared/survey-link/survey-links.ts';
import { sendMail } from '../../shared/mail/ses.ts';
import type { StoredFeedback } from '../../shared/feedback/feedback.schema.ts';
import { Problem } from '../../shared/http/problem.ts';
import { ownFeedbackMail } from '../../web/mail/survey-mail.tsx';
import type { Page } from '../../web/survey/document.tsx';
import {
  erasureRequestedPage,
  frequencies,
  myFeedbackPage,
  type OwnFeedback,
  preferencesPage,
  resubscribedPage,
  unsubscribedPage,
  unsubscribePage,
} from '../../web/survey/preferences-page.tsx';
import { isFresh, masked, type Posted, type Request, undoes, visit, type Visit } from './visit.ts';

const frameOf = (seen: Visit, path: string) => ({
  ...seen,
  brand: seen.template.brand,
  action: `/s/${seen.token}/${path}`,
  address: masked(seen.survey.contact?.email),
});

export const showUnsubscribe = (ctx: Context, input: Request) =>
  visit(ctx, input, 'unsubscribe', async (seen) => {
    const { preferencesUrl } = await linksOf(seen.ctx, seen.survey, { origin: '', endsAt: seen.ctx.now });
    return unsubscribePage({ ...frameOf(seen, 'unsubscribe'), preferencesUrl });
  });

/** One POST unsubscribes, without login or a page in between; the page after it can undo it. */
export const unsubscribe = (ctx: Context, input: Posted) =>
  visit(ctx, input, 'unsubscribe', async (seen): Promise<Page> => {
    const frame = frameOf(seen, 'unsubscribe');
    const again = undoes(input);
    await setFrequency(seen.ctx, seen.survey, again ? 'all' : 'none');
    return again ? resubscribedPage(frame) : unsubscribedPage(frame);
  });

export const showPreferences = (ctx: Context, input: Request) =>
  visit(ctx, input, 'preferences', async (seen) =>
    preferencesPage({ ...frameOf(seen, 'preferences'), frequency: await frequencyNow(seen) }),
  );

const frequencyNow = async ({ ctx, survey }: Visit): Promise<Frequency> =>
  survey.contact?.email === undefined ? 'all' : frequencyOf(ctx, survey.contact.email);

export const setPreferences = (ctx: Context, input: Posted) =>
  visit(ctx, input, 'preferences', async (seen) => {
    const frame = frameOf(seen, 'preferences');
    if (input.body['send'] === 'link') {
      const linkMail = await mailLink(seen);
      return preferencesPage({ ...frame, frequency: await frequencyNow(seen), linkMail });
    }
    const frequency = frequencies.find((one) => one === input.body['frequency']);
    if (!frequency) throw new Problem('validation-failed', 'frequency is all, pause or none.');
    await setFrequency(seen.ctx, seen.survey, frequency);
    return preferencesPage({ ...frame, frequency, saved: true });
  });

const mailLink = ({ ctx, survey, language, company, template, origin }: Visit) =>
  mailOwnLink(ctx, survey, process.env['PUBLIC_URL'] || origin, (to, url) => {
    const { fromAddress, replyTo } = template.brand;
    const from = { address: fromAddress ?? env('MAIL_FROM'), name: company };
    return sendMail(ownFeedbackMail({ language, company, brand: template.brand, url }), { from, to, replyTo });
  });

export const showOwn = (ctx: Context, input: Request) =>
  visit(ctx, input, 'preferences', async (seen) => {
    if (!isFresh(seen))
      return preferencesPage({ ...frameOf(seen, 'preferences'), frequency: await frequencyNow(seen) });
    const items = await ownFeedback(seen.ctx, seen.survey);
    const shown = items.map(async (item) => ({
      ...shownOf(item),
      answers: await ownAnswers(seen.ctx, item, seen.language),
    }));
    return myFeedbackPage({ ...frameOf(seen, 'me'), items: await Promise.all(shown) });
  });

export const eraseOwn = (ctx: Context, input: Posted) =>
  visit(ctx, input, 'preferences', async (seen) => {
    if (!isFresh(seen) || input.body['erase'] !== 'yes')
      throw new Problem('validation-failed', 'Erasure is asked for on the page that a fresh link opens.');
    return erasureRequestedPage({ ...frameOf(seen, 'me'), reference: await requestErasure(seen.ctx, seen.survey) });
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
