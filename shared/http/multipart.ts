/**
 * Text fields of a `multipart/form-data` body (RFC 7578), as mail programs send them for one-click
 * unsubscribing. Files and anything malformed are left out. A field given twice becomes an array.
 */
export function multipartFields(text: string, contentType: string): Record<string, string | string[]> {
  const boundary = /boundary="?([\w'()+,./:=?-]{1,70})"?/.exec(contentType)?.[1];
  const fields = new Map<string, string | string[]>();
  const parts = boundary === undefined ? [] : text.split(`--${boundary}`).slice(1, -1);
  for (const part of parts) {
    const end = part.indexOf('\r\n\r\n');
    const head = part.slice(0, end);
    const name = /^content-disposition: form-data; name="([^"\r\n]{1,200})"\s*$/im.exec(head)?.[1];
    if (end === -1 || name === undefined) continue;
    const value = part.slice(end + 4).replace(/\r\n$/, '');
    const earlier = fields.get(name);
    fields.set(name, earlier === undefined ? value : [earlier, value].flat());
  }
  return Object.fromEntries(fields);
}
