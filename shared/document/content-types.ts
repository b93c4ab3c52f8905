/** The largest file that is taken. */
export const MOST_BYTES = 50 * 1024 * 1024;

const office = 'application/vnd.openxmlformats-officedocument';

/** What files may be; anything else, web pages, SVG and programs above all, is refused. */
export const contentTypes = [
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/heic',
  `${office}.wordprocessingml.document`,
  `${office}.spreadsheetml.sheet`,
  `${office}.presentationml.presentation`,
  'text/plain',
  'text/csv',
  'message/rfc822',
  'text/calendar',
  'text/vcard',
] as const;
export type ContentType = (typeof contentTypes)[number];
