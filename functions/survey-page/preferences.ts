import type { Context } from '../../shared/kernel/context.ts';
import { env } from '../../shared/kernel/env.ts';
import { frequencyOf, type Frequency, ownFeedback, setFrequency } from '../../shared/privacy/own-data.ts';
import { MailRefused } from '../../shared/sending/due.ts';
import { requestErasure } from '../../shared/privacy/erasure.ts';
import { ownAnswers } from '../../shared/privacy/own-answers.ts';
import { giveBackTurn, takeTurn } from '../../shared/privacy/own-link.ts';
import { linksOf, ownFeedbackUrl } from '../../shared/survey-link/survey-links.ts';
import { sendMail } from '../../shared/sending/survey.mailer.ts';
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
import { isFresh, masked, type Request, visit, type Visit } from './visit.ts';

type Posted = Request & { body: Record<string, unknown> };
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
    if (input.body['undo'] === '1') {
      await setFrequency(seen.ctx, seen.survey, 'all');
      return resubscribedPage(frame);
    }
    if (input.body['List-Unsubscribe'] !== 'One-Click')
      throw new Problem('validation-failed', 'The form holds List-Unsubscribe=One-Click.');
    await setFrequency(seen.ctx, seen.survey, 'none');
    return unsubscribedPage(frame);
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
      const linkMail = await mailOwnLink(seen);
      return preferencesPage({ ...frame, frequency: await frequencyNow(seen), linkMail });
    }
    const frequency = frequencies.find((one) => one === input.body['frequency']);
    if (!frequency) throw new Problem('validation-failed', 'frequency is all, pause or none.');
    await setFrequency(seen.ctx, seen.survey, frequency);
    return preferencesPage({ ...frame, frequency, saved: true });
  });

/**
 * Personal history is shown only to whoever reads the address's mail now: forwarded mails hand on old links. The
 * page says the same whether or not a mail is due, so that it tells nothing about the address.
 */
async function mailOwnLink({ ctx, survey, language, company, template, origin }: Visit): Promise<'sent' | 'failed'> {
  const to = survey.contact?.email;
  if (to === undefined || !(await takeTurn(ctx, to))) return 'sent';
  const url = await ownFeedbackUrl(ctx, survey.surveyId, process.env['PUBLIC_URL'] || origin);
  const mail = ownFeedbackMail({ language, company, brand: template.brand, url });
  const { fromAddress, replyTo } = template.brand;
  try {
    await sendMail(mail, { from: { address: fromAddress ?? env('MAIL_FROM'), name: company }, to, replyTo });
    return 'sent';
  } catch (error) {
    ctx.log.error('own link not sent', { name: error instanceof Error ? error.name : 'unknown' });
    if (error instanceof MailRefused) await giveBackTurn(ctx, to);
    return 'failed';
  }
}

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
