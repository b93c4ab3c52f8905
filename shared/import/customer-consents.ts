import type { CreateConsent } from '../consent/consent.schema.ts';
import { asText } from './as-text.ts';
import { defined, type Fields, listIn } from './customer-body.ts';
import type { Draft } from './presets/preset.ts';

/** Names the text that a person agreed to elsewhere: which one, no file says. */
const TEXT = 'imported';

const states: readonly (readonly [form: RegExp, state: CreateConsent['state']])[] = [
  [/^(?:granted|yes|true|1|y|opted.?in|ja|oui|s[ií])$/i, 'granted'],
  [/^(?:withdrawn|opted.?out|unsubscribed)$/i, 'withdrawn'],
  [/^(?:denied|no|false|0|n|nein|non)$/i, 'denied'],
];

/** What columns say of consents: yes and no in five languages, for numbers about the first one of the row. */
export function consentsOf({ fields }: Draft): object[] {
  const [number] = ['phone', 'phone.mobile', 'phone.home', 'phone.work'].flatMap((name) => listIn(fields[name] ?? ''));
  return Object.entries(fields).flatMap(([name, value]) => {
    const [of, purpose, channel = ''] = name.split('.');
    if (of !== 'consent') return [];
    const said = asText(value).trim();
    const state = states.find(([form]) => form.test(said))?.[1] ?? said;
    const isByNumber = state === 'granted' && (channel === 'phone' || channel === 'sms');
    return [defined({ purpose, channel, state, basis: 'consent', number: isByNumber ? number : undefined })];
  });
}

/** An entry of a ledger, of what a file says. */
export function consentOf({ purpose, channel, number, state, basis, since, expiresAt }: Fields): object {
  const isGrant = state === 'granted';
  return defined({
    purpose,
    channel,
    number,
    state,
    basis,
    source: 'import',
    textVersion: isGrant && basis === 'consent' ? TEXT : undefined,
    at: since,
    expiresAt: isGrant ? expiresAt : undefined,
  });
}
