import { findPhoneNumbersInText } from 'libphonenumber-js/max';
import { codePointsBefore } from './offsets.ts';

export type PiiEntity = { Type: string; Score: number; BeginOffset: number; EndOffset: number };

type Rule = { type: string; pattern: RegExp; valid?: (match: string) => boolean };

/** In order of precedence: what an earlier rule has claimed, a later one does not see. */
const rules: readonly Rule[] = [
  { type: 'EMAIL', pattern: /[\w.+-]{1,64}@(?:[a-z\d-]{1,63}\.)+[a-z]{2,24}/giu },
  { type: 'URL', pattern: /\b(?:https?:\/\/|www\.)[^\s<>"']{3,500}/giu },
  { type: 'INTERNATIONAL_BANK_ACCOUNT_NUMBER', pattern: /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{2,4}){3,8}\b/gu, valid: isIban },
  { type: 'CREDIT_DEBIT_NUMBER', pattern: /\b\d(?:[ -]?\d){12,18}\b/gu, valid: isCard },
  { type: 'SSN', pattern: /\b(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}\b/gu },
  { type: 'IP_ADDRESS', pattern: /\b(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)\b/gu },
  { type: 'MAC_ADDRESS', pattern: /\b(?:[\da-f]{2}:){5}[\da-f]{2}\b/giu },
  {
    type: 'NAME',
    pattern:
      /(?<=\b(?:my name is|i am called|this is|regards,?|mr\.?|mrs\.?|ms\.?|me llamo|mi nombre es|señor|señora|saludos,?)\s)\p{Lu}\p{Ll}+(?:\s\p{Lu}\p{Ll}+){0,2}/giu,
    valid: (name) => /^\p{Lu}/u.test(name),
  },
];

/** Personal data by patterns, each checked where a check digit exists; phone numbers by libphonenumber. */
export function piiOf(text: string): PiiEntity[] {
  const codePoints = codePointsBefore(text);
  const spans: { type: string; start: number; end: number }[] = [];
  const claim = (type: string, start: number, end: number) => {
    if (spans.every((span) => end <= span.start || start >= span.end)) spans.push({ type, start, end });
  };
  for (const { type, pattern, valid } of rules) {
    for (const match of text.matchAll(pattern)) {
      if (valid?.(match[0]) ?? true) claim(type, match.index, match.index + match[0].length);
    }
  }
  // Part by part, because the library takes the digits after a comma for an extension.
  for (const { 0: part, index } of text.matchAll(/[^,;\n]+/gu)) {
    for (const { startsAt, endsAt } of findPhoneNumbersInText(part, { defaultCountry: 'US', extended: false })) {
      // A bare run of digits is far more often an order number than a telephone.
      if (/[+() .-]/.test(part.slice(startsAt, endsAt))) claim('PHONE', index + startsAt, index + endsAt);
    }
  }
  return spans
    .sort((a, b) => a.start - b.start)
    .map(({ type, start, end }) => ({
      Type: type,
      Score: 0.99,
      BeginOffset: codePoints(start),
      EndOffset: codePoints(end),
    }));
}

/** Luhn check of 13 to 19 digits. */
function isCard(match: string): boolean {
  const digits = Array.from(match.replace(/\D/g, ''), Number).reverse();
  const sum = digits.reduce(
    (total, digit, place) => total + (place % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return digits.length >= 13 && digits.length <= 19 && sum % 10 === 0 && new Set(digits).size > 1;
}

/** ISO 13616: moved and spelt as digits, the number is 1 modulo 97. */
function isIban(match: string): boolean {
  const compact = match.replaceAll(' ', '');
  const spelt = (compact.slice(4) + compact.slice(0, 4)).replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return compact.length >= 15 && compact.length <= 34 && BigInt(spelt) % 97n === 1n;
}
