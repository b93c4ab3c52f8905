import { expect, test } from 'vitest';
import { isSigned, newSecret, sign } from './signature.ts';

const now = new Date('2026-11-01T10:00:00.000Z');
const body = '{"externalRef":"PROD-1"}';
const [secret, other] = [newSecret(), newSecret()];

function headersOf({ age = 0, id = 'msg_1', secrets = [secret], text = body } = {}) {
  const timestamp = now.getTime() / 1_000 - age;
  return {
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': sign({ id, timestamp, body: text, secrets }),
  };
}
const holds = (headers: Record<string, string | undefined>, secrets = [secret]) =>
  isSigned(headers, { body, secrets, now });

test('a signature of any good secret is taken, also one among several', () => {
  expect(holds(headersOf())).toBe(true);
  expect(holds(headersOf({ secrets: [other, secret] }))).toBe(true);
  expect(holds(headersOf({ secrets: [other] }), [secret, other])).toBe(true);
});

test.each([299, -299])('one made %d seconds ago is taken', (age) => expect(holds(headersOf({ age }))).toBe(true));
test.each([300, 3_600, -300])('one made %d seconds ago is refused', (age) =>
  expect(holds(headersOf({ age }))).toBe(false),
);

test.each<[string, Record<string, string | undefined>]>([
  ['of another secret', headersOf({ secrets: [other] })],
  ['over another body', headersOf({ text: `${body} ` })],
  ['over another id', { ...headersOf(), 'webhook-id': 'msg_2' }],
  ['over another time', { ...headersOf(), 'webhook-timestamp': String(now.getTime() / 1_000 - 1) }],
  ['without an id', { ...headersOf(), 'webhook-id': undefined }],
  ['with a time that is none', { ...headersOf(), 'webhook-timestamp': '1e3' }],
  ['cut short', { ...headersOf(), 'webhook-signature': headersOf()['webhook-signature'].slice(0, -1) }],
  ['that is missing', { ...headersOf(), 'webhook-signature': undefined }],
])('one %s is refused', (_, headers) => expect(holds(headers)).toBe(false));
