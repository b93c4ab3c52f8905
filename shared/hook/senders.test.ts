import { expect, test } from 'vitest';
import { isSignedBy, senders, signatureOf } from './senders.ts';

const text = '{"event_id":"1","event_type":"form_response"}';
const signatures = {
  typeform: 'sha256=uz6lCo7lO9ar7cW2Ky+JYkxwv7CSwgjigSmGlmf9vWY=',
  delighted: 'sha256=bb3ea50a8ee53bd6abedc5b62b2f89624c70bfb092c208e28129869667fdbd66',
};

test.each(['typeform', 'delighted'] as const)('%s signs the published body with s3cret as it is published', (name) => {
  const sender = senders[name];
  expect(signatureOf(sender, text, 's3cret')).toBe(signatures[name]);
  const isGood = (signature: string, body = text, secrets = ['other', 's3cret']) =>
    isSignedBy(sender, { [sender.header]: signature }, body, secrets);
  expect(isGood(signatures[name])).toBe(true);
  expect(isGood(signatures[name], `${text} `)).toBe(false);
  expect(isGood(signatures[name], text, ['other'])).toBe(false);
  expect(isGood(signatures[name].slice(0, -1))).toBe(false);
  expect(isGood(signatures[name === 'typeform' ? 'delighted' : 'typeform'])).toBe(false);
  expect(isSignedBy(sender, {}, text, ['s3cret'])).toBe(false);
});
