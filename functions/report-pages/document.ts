import { settingsOf } from '../../shared/company/settings.ts';
import { linkToShared } from '../../shared/document/fetch-shared.ts';
import { openShareLink } from '../../shared/document/share-link.ts';
import { reply, type Reply } from '../../shared/http/reply.ts';
import type { Context } from '../../shared/kernel/context.ts';
import { filesOrigin } from '../../shared/kernel/files.ts';
import { chooseLanguage, surveyLanguages } from '../../shared/survey-template/localized.schema.ts';
import { documentPage } from '../../web/notice/document-page.tsx';
import { standardBrand } from '../../web/survey/standard-brand.ts';
import { acceptedLanguage, broken, pageReply } from './pages.ts';

type Request = Parameters<typeof broken>[0] & { params: { token: string } };

/** The page of a shared document; everything that is wrong with a link ends in one identical page. */
export async function showDocument(outer: Context, input: Request): Promise<Reply<string>> {
  const { token } = input.params;
  const opened = await openShareLink(outer, token);
  if (!opened) return broken(input);
  const { ctx, document, share, version, recipient } = opened;
  return pageReply(
    documentPage({
      language: chooseLanguage(recipient.language ?? acceptedLanguage(input), surveyLanguages, 'en'),
      company: ctx.companyId,
      brand: standardBrand,
      action: `/d/${token}`,
      leadsTo: filesOrigin(),
      name: document.name,
      kind: document.kind,
      bytes: version.bytes,
      until: new Date(share.until),
      timeZone: (await settingsOf(ctx)).timeZone,
    }),
  );
}

/** Leads to the file, for five minutes: mail gateways open links, people press buttons. */
export async function fetchDocument(outer: Context, input: Request): Promise<Reply<string>> {
  const opened = await openShareLink(outer, input.params.token);
  if (!opened) return broken(input);
  const location = await linkToShared(opened.ctx, opened);
  return reply(303, '', { location, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
}
