import { settingsOf } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { env } from '../kernel/env.ts';
import type { Id } from '../kernel/id-kinds.ts';
import { isThere } from '../kernel/store.ts';
import type { Mail } from '../mail/mail.schema.ts';
import { mailOnce } from '../mail/mail-once.ts';
import { stateOfMail } from '../mail/once.ts';
import { refusedTo } from './ask-gate.ts';
import type { DocumentShare } from './document.schema.ts';
import { documents, linkMailKey } from './document.store.ts';
import { sharedBy, shareUrlOf } from './share-link.ts';
import { type Became, noteShareMail } from './share-noted.ts';

/** What the mail says that brings a link: everything but its look and language. */
export type DocumentMailView = {
  /** BCP 47. */
  language: string;
  company: string;
  /** What the document is called. */
  name: string;
  /** The page from which it is fetched. */
  url: string;
  /** Until when that works, and the zone in which that is said. */
  until: Date;
  timeZone: string;
};
type Render = (view: DocumentMailView) => Mail;

/** Mails one link if the gate lets it, once and for all; undefined where somebody else has it in hand. */
async function mailed(ctx: Context, { linkId }: DocumentShare, render: Render): Promise<Became | undefined> {
  const key = linkMailKey(ctx, linkId);
  const before = await stateOfMail(ctx, key);
  // Who sent it may have died before it was noted with the document.
  if (before !== undefined) return before === 'sent' || before === 'failed' ? { mail: before } : undefined;
  const shared = await sharedBy(ctx, linkId);
  if (!shared) return { mail: 'failed' };
  const { document, share, recipient } = shared;
  const { email } = recipient;
  const decision = await refusedTo(ctx, recipient);
  if (decision || email === undefined) return { mail: 'refused', reason: decision?.reason ?? 'no_address' };
  const { analysis, timeZone } = await settingsOf(ctx);
  const view = {
    language: recipient.language ?? analysis.defaultLanguage ?? 'en',
    company: ctx.companyId,
    name: document.name,
    url: await shareUrlOf(ctx, env('PUBLIC_URL'), share),
    until: new Date(share.until),
    timeZone,
  };
  const tags = { document: document.documentId, link: linkId };
  const outcome = await mailOnce(ctx, { key, mail: render(view), to: email, tags });
  if (outcome.state === 'later') throw outcome.error;
  if (outcome.state === 'taken') return undefined;
  return { mail: outcome.state === 'doubt' ? 'unresolved' : outcome.state };
}

/**
 * Mails the links of a document that wait for it, each once however often this is called. Nobody has asked for them, so every no
 * of the gate holds. Throws where SES refused for its rate.
 */
export async function mailLinks(
  ctx: Context,
  { documentId }: { documentId: Id<'document'> },
  render: Render,
): Promise<void> {
  const document = await documents.find(ctx, documentId);
  if (!isThere(ctx, document)) return;
  for (const share of document.shares ?? []) {
    const became = share.mail === 'queued' ? await mailed(ctx, share, render) : undefined;
    if (became) await noteShareMail(ctx, documentId, share.linkId, became);
  }
}
