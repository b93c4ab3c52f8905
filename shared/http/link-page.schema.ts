import * as z from 'zod';

export const linkParams = z.object({ token: z.string().max(512) });
export const PageForm = z.record(z.string(), z.unknown()).meta({ id: 'PageForm' });

/** What every page behind a mailed link says of its routes. */
export const linkPage = {
  permission: 'public',
  params: linkParams,
  // Mail programs and trackers add parameters of their own to links; a person must not get an error for them.
  query: z.looseObject({}),
  contentType: 'text/html; charset=utf-8',
  refusalPages: true,
  reply: { 200: z.string() },
} as const;

/** The same of a page to which a form is posted. */
export const linkForm = { ...linkPage, form: true, body: PageForm, maxBytes: 100_000 } as const;
