import { type Fields, fieldsOf } from './fields.ts';

/**
 * Text fields of a `multipart/form-data` body (RFC 7578), as mail programs send them for one-click
 * unsubscribing. Files and anything malformed are left out.
 */
export function multipartFields(text: string, contentType: string): Fields {
  const boundary = /boundary="?([\w'()+,./:=?-]{1,70})"?/.exec(contentType)?.[1];
  const parts = boundary === undefined ? [] : text.split(`--${boundary}`).slice(1, -1);
  return fieldsOf(parts.flatMap(fieldIn));
}

function fieldIn(part: string): [string, string][] {
  const end = part.indexOf('\r\n\r\n');
  const name = /^content-disposition: form-data; name="([^"\r\n]{1,200})"\s*$/im.exec(part.slice(0, end))?.[1];
  return end === -1 || name === undefined ? [] : [[name, part.slice(end + 4).replace(/\r\n$/, '')]];
}
