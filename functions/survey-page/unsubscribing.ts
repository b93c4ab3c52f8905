import type { Context } from '../../shared/kernel/context.ts';
import { setFrequency } from '../../shared/privacy/own-data.ts';
import { linksOf } from '../../shared/survey-link/survey-links.ts';
import type { Page } from '../../web/survey/document.tsx';
import { resubscribedPage, unsubscribedPage, unsubscribePage } from '../../web/survey/preferences-page.tsx';
import { masked, type Posted, type Request, undoes, visit, type Visit } from './visit.ts';

const frameOf = (seen: Visit, path: string) => ({
  ...seen,
  brand: seen.template.brand,
  action: `/s/${seen.token}/${path}`,
  address: masked(seen.survey.contact?.email, seen.language),
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
