import type { PiiFound } from './comprehend.ts';

type Rule = { type: string; pattern: RegExp; valid?: (match: string) => boolean };

const date = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/;

/** What has the same form in every language; in order of precedence. */
const rules: readonly Rule[] = [
  { type: 'EMAIL', pattern: /[\p{sc=Latin}\d_.+-]{1,64}@(?:[\p{sc=Latin}\d-]{1,63}\.){1,8}\p{sc=Latin}{2,24}/gu },
  { type: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,8}\b/gu, valid: isIban },
  { type: 'CREDIT_DEBIT_NUMBER', pattern: /\b\d(?:[ -]?\d){12,18}\b/gu, valid: isCard },
  // A bare run of digits is more often an order number: a plus sign or separators are asked for.
  {
    type: 'PHONE',
    pattern: /(?:\+|\b00?)\d{1,4}(?:[ ./()-]{1,2}\d{1,8}){1,6}\b|\+\d{8,15}\b/gu,
    valid: (match) => /^\D*(?:\d\D*){7,15}$/.test(match) && !date.test(match),
  },
];

/**
 * Personal data in languages that Comprehend's PII detection does not cover: mail addresses, telephone numbers,
 * IBANs and card numbers, by form and check digit. Names and postal addresses are not found.
 */
export function piiByForm(text: string): PiiFound[] {
  // Each rule asks for one of these, and most texts have none.
  if (!/[@\d]/.test(text)) return [];
  const found: PiiFound[] = [];
  for (const { type, pattern, valid } of rules) {
    for (const { 0: match, index: start } of text.matchAll(pattern)) {
      const end = start + match.length;
      const free = found.every((other) => end <= other.start || start >= other.end);
      if (free && (valid?.(match) ?? true)) found.push({ type, start, end });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** Luhn check of 13 to 19 digits. */
function isCard(match: string): boolean {
  const digits = Array.from(match.replace(/\D/g, ''), Number).reverse();
  const sum = digits.reduce(
    (total, digit, place) => total + (place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return digits.length >= 13 && sum % 10 === 0 && new Set(digits).size > 1;
}

/** ISO 13616: the country and check digits moved to the end, spelt as digits, are 1 modulo 97. */
function isIban(match: string): boolean {
  const compact = match.replaceAll(' ', '');
  const spelt = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return compact.length >= 15 && compact.length <= 34 && BigInt(spelt) % 97n === 1n;
}
