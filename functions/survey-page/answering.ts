import { Problem } from '../../shared/http/problem.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { masterKeys } from '../../shared/kernel/secret.ts';
import { type AnswerOutcome, endOf, type Ended } from '../../shared/answering/answer.ts';
import { channelsOf } from '../../shared/answering/contact-request.ts';
import { answersOf } from '../../shared/answering/survey.feedback.ts';
import { factsOf } from '../../shared/survey/facts.ts';
import { chooseLanguage, fill, inLanguage, type Localized } from '../../shared/survey-template/localized.schema.ts';
import { answerFromPage, preselected } from '../../shared/answering/page-answer.ts';
import { type PostedAnswer, postedForm, postedJson } from '../../shared/answering/posted-answer.ts';
import type { Fields } from '../../shared/http/fields.ts';
import { makeNonce } from '../../shared/survey-link/survey-link.ts';
import { linksOf } from '../../shared/survey-link/survey-links.ts';
import { reply, type Reply } from '../../shared/http/reply.ts';
import { answerPage } from '../../web/survey/answer-page.tsx';
import type { Page } from '../../web/survey/document.tsx';
import { busyPage, cancelledPage, expiredPage, thanksPage, usedPage } from '../../web/survey/notice-page.tsx';
import { isJson, isTrap, type Posted, type Request, visit, type Visit } from './visit.ts';

const staleNonce = { pointer: '#/nonce', detail: 'must be the nonce of a page opened within 24 hours' };

/** The page with the questions; a score in the link is chosen already, and nothing is recorded. */
export const show = (
  ctx: Context,
  input: Request & { query: { score?: string | undefined; page?: string | undefined } },
) =>
  visit(ctx, input, 'answer', async (seen) => {
    const { survey, template } = seen;
    const why = endOf(survey, seen.ctx.now);
    if (why) return endPage(seen, why);
    const recorded = answersOf(survey.responses);
    const chosen = preselected(template, input.query.score);
    return questionPage(seen, {
      answers: { ...recorded, ...chosen },
      score: Object.values(chosen)[0],
      // Whoever comes from the thanks goes on with the page they sent; the mail's link begins another.
      nonce: survey.lastPost?.page === input.query.page ? input.query.page : undefined,
      editing: survey.status === 'completed',
      contact: survey.contactRequest?.channel,
    });
  });

type Shown = Pick<Parameters<typeof answerPage>[0], 'answers' | 'score' | 'faults' | 'editing' | 'stale'> & {
  /** Of the page that is shown again; a new one gets its own. */
  nonce?: string | undefined;
  /** How the person asks to be contacted, empty where they do not. */
  contact?: string | undefined;
};

async function questionPage(seen: Visit, shown: Shown): Promise<Page> {
  const { ctx, survey, template, token } = seen;
  const { unsubscribeUrl } = await linksOf(ctx, survey, { origin: '', endsAt: ctx.now });
  return answerPage({
    ...seen,
    ...shown,
    brand: template.brand,
    action: `/s/${token}`,
    contact: { channels: channelsOf(seen), chosen: shown.contact },
    nonce: shown.nonce ?? makeNonce(await masterKeys(), token, ctx.now),
    facts: factsOf(survey, template),
    unsubscribeUrl,
  });
}

function endPage(seen: Visit, why: Ended): Page {
  const frame = { ...seen, brand: seen.template.brand };
  if (why === 'used') return usedPage(frame);
  if (why === 'cancelled') return cancelledPage(frame);
  return expiredPage({ ...frame, expiredAt: new Date(seen.survey.expiresOn ?? seen.survey.updatedAt) });
}

function inLanguageOf(seen: Visit, wanted: string | undefined): Visit {
  return { ...seen, language: chooseLanguage(wanted, seen.template.languages, seen.language) };
}

/** Takes the posted answer and says thanks, or what is missing; JSON is answered with JSON. */
export async function submit(ctx: Context, input: Posted): Promise<Reply<string>> {
  const json = isJson(input.request.headers);
  let jsonReply: Reply<string> | undefined;
  const html = await visit(ctx, input, 'answer', async (opened) => {
    const posted = json ? postedJson(input.body) : postedForm(opened.template.questions, input.body as Fields);
    // The form knows in which language it was shown; its address does not.
    const seen = inLanguageOf(opened, posted.language);
    const { surveyId } = seen.survey;
    const outcome = await answerFromPage(seen.ctx, { ...seen, surveyId, hiddenLink: isTrap(seen) }, posted).catch(
      (error: unknown) => {
        if (json || (error instanceof Problem && error.status < 500)) throw error;
        seen.ctx.log.error('answer not stored', { name: error instanceof Error ? error.name : 'unknown' });
        return undefined;
      },
    );
    if (outcome === 'stale') {
      if (json) throw new Problem('validation-failed', undefined, { errors: [staleNonce] });
      const why = endOf(seen.survey, seen.ctx.now);
      return why
        ? endPage(seen, why)
        : questionPage(seen, { answers: posted.given, contact: posted.contact, stale: true });
    }
    if (!outcome) return busyPage({ ...seen, brand: seen.template.brand });
    if (json) jsonReply = asJson(outcome);
    // The page's own script saves while the person goes on; it needs no page back.
    else if (!posted.complete && outcome.kind !== 'ended' && outcome.kind !== 'invalid')
      jsonReply = reply(204, '', { 'cache-control': 'no-store' });
    return outcomePage({ ...seen, survey: outcome.survey }, outcome, posted);
  });
  return jsonReply ?? html;
}

function outcomePage(
  seen: Visit,
  outcome: AnswerOutcome,
  { nonce, contact }: Pick<PostedAnswer, 'nonce' | 'contact'>,
): Promise<Page> | Page {
  if (outcome.kind === 'ended') return endPage(seen, outcome.why);
  if (outcome.kind === 'invalid')
    return questionPage(seen, {
      answers: outcome.given,
      faults: outcome.faults,
      nonce,
      contact,
      editing: seen.survey.status === 'completed',
    });
  const { template, survey, language, token, ctx } = seen;
  const standard = template.languages[0] ?? 'en';
  const { editableUntil } = survey;
  const changeable = editableUntil !== undefined && editableUntil > ctx.now.toISOString();
  const local = (texts: Localized | undefined) =>
    fill(inLanguage(texts, language, standard), factsOf(survey, template));
  return thanksPage({
    ...seen,
    brand: template.brand,
    thanks: local(template.thanks),
    whatHappensNext: local(template.whatHappensNext),
    contactPromised: survey.contactRequest !== undefined,
    ...(changeable && { editUntil: new Date(editableUntil), editUrl: `/s/${token}?page=${nonce}` }),
  });
}

function asJson(outcome: AnswerOutcome): Reply<string> {
  if (outcome.kind === 'ended') throw new Problem('conflict', `This survey takes no more answers (${outcome.why}).`);
  if (outcome.kind === 'invalid')
    throw new Problem('validation-failed', undefined, {
      errors: outcome.faults.map(({ pointer, detail }) => ({ pointer, detail })),
    });
  const { status, editableUntil } = outcome.survey;
  // A quarantined answer is thanked for like any other: who presses buttons by machine learns nothing.
  const shown = outcome.kind === 'quarantined' ? 'completed' : status;
  return reply(200, JSON.stringify({ status: shown, editableUntil }), {
    'content-type': 'application/json',
    'cache-control': 'no-store',
  });
}
