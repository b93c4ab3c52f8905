import { settingsOf } from '../../shared/company/settings.ts';
import { Problem } from '../../shared/http/problem.ts';
import { reply, type Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { isThere } from '../../shared/kernel/store.ts';
import type { Delivery } from '../../shared/report-delivery/delivery.schema.ts';
import { openReportLink } from '../../shared/report-delivery/report-link.ts';
import { resume, stop } from '../../shared/report-delivery/stops.ts';
import { getMail, linkToFile } from '../../shared/report-run/kept-files.ts';
import { PAGE } from '../../shared/report-run/placed.ts';
import type { Run, StoredFile } from '../../shared/report-run/run.schema.ts';
import { runs } from '../../shared/report-run/run.store.ts';
import { reports } from '../../shared/report/report.store.ts';
import { chooseLanguage, type SurveyLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { reportTexts } from '../../web/notice/report-texts.ts';
import type { Page } from '../../web/survey/document.tsx';
import { brokenPage, noticePage } from '../../web/survey/notice-page.tsx';
import { oneClickDonePage, oneClickPage } from '../../web/survey/one-click-page.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { say } from '../../web/survey/texts/texts.ts';

type Request = {
  params: { token: string };
  request: { headers: Record<string, string | undefined>; origin: string };
};
type Opened = { ctx: Context; delivery: Delivery };

const DAY_MS = 86_400_000;

export const acceptedLanguage = ({ request }: Pick<Request, 'request'>): SurveyLanguage =>
  chooseLanguage(request.headers['accept-language'], surveyLanguages, 'en');
export const pageReply = ({ status, html, headers }: Page): Reply<string> => reply(status, html, headers);
export const broken = (input: Pick<Request, 'request'>) => pageReply(brokenPage(acceptedLanguage(input)));

/** The mail shows its own style and pictures; nothing else may load or run, and no search engine lists it. */
const headers = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
  'cache-control': 'no-store',
};

/** The run of a link that shows it: whose days are not over, and that was not revoked, deleted or stopped by its recipient. */
async function shownRun({ ctx, delivery }: Opened): Promise<Run | undefined> {
  const { publicLinks, linkDays } = (await settingsOf(ctx)).reports;
  const isOld = ctx.now.getTime() > Date.parse(delivery.createdAt) + linkDays * DAY_MS;
  if (!publicLinks || isOld || delivery.reason === 'unsubscribed') return undefined;
  const [run, report] = await Promise.all([runs.find(ctx, delivery.runId), reports.find(ctx, delivery.reportId)]);
  return isThere(ctx, run) && isThere(ctx, report) && run.revokedAt === undefined ? run : undefined;
}

async function shown(outer: Context, input: Request, show: (run: Run, opened: Opened) => Promise<Reply<string>>) {
  const opened = await openReportLink(outer, input.params.token);
  const run = opened && (await shownRun(opened));
  return opened && run ? show(run, opened) : broken(input);
}

/** A report as it was mailed, with its pictures inside. */
export const showReport = (outer: Context, input: Request): Promise<Reply<string>> =>
  shown(outer, input, async (run, { ctx }) => {
    const { html, pictures } = await getMail(ctx, run);
    const inside = pictures.reduce(
      (page, { contentId, contentType, bytes }) =>
        page.replaceAll(`cid:${contentId}"`, `data:${contentType};base64,${Buffer.from(bytes).toString('base64')}"`),
      html.replaceAll(PAGE, `${input.request.origin}/r/${input.params.token}`),
    );
    return reply(200, inside, headers);
  });

/** A file of the run behind a link, for five minutes. */
export const fetchReport = (
  outer: Context,
  input: Request & { format: StoredFile['format'] },
): Promise<Reply<string>> =>
  shown(outer, input, async (run, { ctx }) => {
    const file = run.files.find(({ format }) => format === input.format);
    if (!file) return broken(input);
    return reply(302, '', { location: await linkToFile(ctx, run, file), 'cache-control': 'no-store' });
  });

type View = Parameters<typeof oneClickDonePage>[0] & { report: string };

async function asked(outer: Context, input: Request, show: (view: View, opened: Opened) => Promise<Page> | Page) {
  const opened = await openReportLink(outer, input.params.token);
  if (!opened) return broken(input);
  const { ctx, delivery } = opened;
  const report = await reports.find(ctx, delivery.reportId);
  const language = delivery.language ?? acceptedLanguage(input);
  const view = {
    language,
    company: ctx.companyId,
    brand: standardBrand,
    action: `/r/${input.params.token}/unsubscribe`,
    report: report?.title ?? '',
    title: '',
    text: '',
    undo: reportTexts[language].undo,
  };
  return pageReply(await show(view, opened));
}

export const showUnsubscribe = (outer: Context, input: Request): Promise<Reply<string>> =>
  asked(outer, input, (view) => {
    const { title, text, stop: button } = reportTexts[view.language];
    return oneClickPage({ ...view, title, text: say(text, view), button });
  });

/** One POST stops the report, without login or a page in between; the page after it can undo it. */
export const unsubscribe = (
  outer: Context,
  input: Request & { body: Record<string, unknown> },
): Promise<Reply<string>> =>
  asked(outer, input, async (view, { ctx, delivery: { reportId, email } }) => {
    const texts = reportTexts[view.language];
    if (input.body['undo'] === '1') {
      await resume(ctx, { reportId, email });
      return noticePage({ ...view, title: texts.againTitle, text: say(texts.againText, view) });
    }
    if (input.body['List-Unsubscribe'] !== 'One-Click')
      throw new Problem('validation-failed', 'The form holds List-Unsubscribe=One-Click.');
    await stop(ctx, { reportId, email, why: 'unsubscribed' });
    return oneClickDonePage({ ...view, title: texts.stoppedTitle, text: say(texts.stoppedText, view) });
  });
