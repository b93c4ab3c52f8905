import { readSettings } from '../company/settings.ts';
import type { Context } from '../kernel/context.ts';
import { pageNamed } from './pages.ts';
import { revisionNow, watchedPages } from './revision.ts';
import { driftOf, refresh } from './stored.ts';

const pagesOf = async (ctx: Context) => {
  const [settings, revision] = await Promise.all([readSettings(ctx), revisionNow(ctx)]);
  return watchedPages(revision, ctx.now).flatMap((name) => pageNamed(ctx, settings, name) ?? []);
};

/** Makes the pages anew that somebody looks at. Safe to repeat and to run twice at once: the later counters stay. */
export async function refreshWatched(ctx: Context): Promise<void> {
  for (const page of await pagesOf(ctx)) await refresh(ctx, page);
}

/** Compares what is stored of pages with their counters, and puts right what differs; returns how many rows did. */
export async function reconcileDashboards(ctx: Context): Promise<number> {
  let drift = 0;
  for (const page of await pagesOf(ctx)) drift += await driftOf(ctx, page);
  return drift;
}
