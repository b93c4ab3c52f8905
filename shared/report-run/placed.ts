import type { StoredFile } from './run.schema.ts';

const MB = 1_000_000;
/** A larger file is fetched by a link, as are the largest where all together are more. */
const MAX_FILE = 5 * MB;
const MAX_FILES = 6.5 * MB;

/** Stands in a mail for the page of a delivery, until it is known whose it is. */
export const PAGE = 'https://page.report.invalid';

/** Which files go with the mail, and which are fetched by a link: the largest ones where all are too much. */
export function placed<F extends Pick<StoredFile, 'bytes'>>(files: readonly F[]): { attached: F[]; linked: F[] } {
  const attached: F[] = [];
  let sum = 0;
  for (const file of files.toSorted((one, other) => one.bytes - other.bytes)) {
    if (file.bytes > MAX_FILE || sum + file.bytes > MAX_FILES) break;
    attached.push(file);
    sum += file.bytes;
  }
  return {
    attached: files.filter((one) => attached.includes(one)),
    linked: files.filter((one) => !attached.includes(one)),
  };
}
