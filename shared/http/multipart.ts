import { type Fields, fieldsOf } from './fields.ts';
import { Problem } from './problem.ts';

/**
 * Text fields of a `multipart/form-data` body (RFC 7578), as forms and mail programs send them. A file field that was
 * left empty is no field. Throws 400 `validation-failed` for anything else that is no UTF-8 text under one name.
 */
export function multipartFields(text: string, contentType: string): Fields {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([\w'()+,./:=?-]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw unreadable('the content type names no boundary');
  const [, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`);
  if (!parts.pop()?.startsWith('--')) throw unreadable('it does not end with its boundary');
  return fieldsOf(parts.flatMap((part, index) => fieldIn(part, `part ${index + 1}`)));
}

function fieldIn(part: string, which: string): [name: string, value: string][] {
  const [, head, value] = /^[ \t]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(part) ?? [];
  if (head === undefined || value === undefined) throw unreadable(`${which} has no headers`);
  const { name, filename } = nameIn(head, which);
  if (filename === undefined) return [[name, value]];
  if (filename !== '' || value !== '') throw unreadable(`${which} is a file`);
  return [];
}

/** Headers that change how a part is read, beside `content-disposition`; all others say nothing to us. */
const plainText: ReadonlyMap<string, RegExp> = new Map([
  ['content-type', /^(?!.*charset=)|charset="?(?:utf-8|us-ascii)"?/i],
  ['content-transfer-encoding', /^(?:7bit|8bit|binary)$/i],
]);

function nameIn(head: string, which: string): { name: string; filename?: string } {
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n')) {
    const key = /^([\w-]+):/.exec(line)?.[1]?.toLowerCase();
    if (key === undefined) throw unreadable(`${which} has a broken header`);
    const value = line.slice(key.length + 1).trim();
    if (plainText.get(key)?.test(value) === false) throw unreadable(`${which} is no plain UTF-8 text`);
    headers.set(key, value);
  }
  const disposition = headers.get('content-disposition') ?? '';
  if (!formData.test(disposition)) throw unreadable(`${which} has no readable name`);
  const given = [...disposition.matchAll(parameter)].map(([, key = '', quoted, plain = '']): [string, string] => [
    key.toLowerCase(),
    quoted?.replace(/\\(.)/g, '$1') ?? plain,
  ]);
  const { name, filename, ...others } = Object.fromEntries(given);
  if (!name || Object.keys(others).length > 0 || new Set(given.map(([key]) => key)).size < given.length)
    throw unreadable(`${which} has no readable name`);
  return { name, ...(filename !== undefined && { filename }) };
}

const parameter = /;[ \t]*([\w*-]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))[ \t]*/g;
/** `form-data` with any parameters, and nothing else on the line. */
const formData = new RegExp(`^form-data[ \\t]*(?:${parameter.source})*$`, 'i');

const unreadable = (why: string): Problem =>
  new Problem('validation-failed', 'The multipart body cannot be read.', { errors: [{ pointer: '#', detail: why }] });
