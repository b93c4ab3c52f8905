const EXCERPT_BYTES = 1_024;
const REDACTED = '[redacted]';

/**
 * The beginning of a reply's body as it may be kept: UTF-8, without control characters, and without what looks like
 * personal data or a secret. All of the body is redacted before it is cut, so the cut leaves no half of a secret.
 */
export function excerptOf(body: Buffer): string {
  const text = new TextDecoder()
    .decode(body)
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cf}]/gu, '');
  return firstBytes(redact(text).trim(), EXCERPT_BYTES);
}

/** No part of a pattern can go over the same text again and again: a body made for that costs as much as another. */
const patterns: [RegExp, (found: string) => string][] = [
  [/\bBearer\s+[^\s"'<>,;]+/gi, () => REDACTED],
  [/[\w.-]+/g, (found) => (isJwt(found) ? REDACTED : found)],
  [/whsec_[\w+/=-]*/g, () => REDACTED],
  [/[^\s"'<>()[\]{},;:=&\\/]+/g, (found) => (/.(?:@|%40)./.test(found) ? REDACTED : found)],
  // Telephone and card numbers: 7 digits or more, however grouped. A date is none.
  [
    /\b\d{4}-\d\d-\d\d(?!\d)|[+(]{0,2}\p{Nd}(?:[ ()./-]{0,3}\p{Nd}){6,}/gu,
    (found) => (/^\d{4}-\d\d-\d\d$/.test(found) ? found : REDACTED),
  ],
];

/** A JSON Web Token is JSON as base64url, which begins with `eyJ`, a dot, and more. */
const isJwt = (word: string): boolean => word.includes('eyJ') && word.lastIndexOf('.') > word.indexOf('eyJ');

const redact = (text: string): string =>
  patterns.reduce((rest, [pattern, by]) => rest.replace(pattern, by), withoutSecretValues(text));

/** A name in JSON, also in JSON that stands escaped in a text: as many backslashes stand before both of its quotes. */
const jsonName = /(?<!\\)(\\*)"((?:[^"\\]|\\u[0-9a-fA-F]{4}){1,100})\1"\s*:\s*/g;
const secretName = /pass|secret|token|key|auth/i;

function withoutSecretValues(text: string): string {
  let kept = '';
  let at = 0;
  for (const { 0: whole, 1: escape = '', 2: name = '', index } of text.matchAll(jsonName)) {
    if (index < at || !secretName.test(unescaped(name))) continue;
    const value = index + whole.length;
    kept += `${text.slice(at, value)}${escape}"${REDACTED}${escape}"`;
    at = endOfValue(text, value, escape.length);
  }
  return kept + text.slice(at);
}

const unescaped = (name: string): string =>
  name.replace(/\\u([0-9a-fA-F]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/** Where the JSON value that begins at `start` ends; the end of the text if it is cut off. */
function endOfValue(text: string, start: number, escapes: number): number {
  let depth = 0;
  let inText = false;
  let backslashes = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\') {
      backslashes++;
      continue;
    }
    const isQuote = character === '"' && (escapes === 0 ? backslashes % 2 === 0 : backslashes === escapes);
    backslashes = 0;
    if (isQuote) {
      inText = !inText;
      if (!inText && depth === 0) return at + 1;
    } else if (!inText) {
      if ('{['.includes(character)) depth++;
      else if ('}]'.includes(character)) {
        if (depth <= 1) return depth === 1 ? at + 1 : at;
        depth--;
      } else if (depth === 0 && ', '.includes(character)) return at;
    }
  }
  return text.length;
}

/** As many whole characters as fit. */
function firstBytes(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  return encoded.length <= bytes
    ? text
    : encoded
        .subarray(0, bytes)
        .toString()
        .replace(/\ufffd+$/, '');
}
