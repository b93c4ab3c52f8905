import ICAL from 'ical.js';
import { describe, expect, test } from 'vitest';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany } from '../../shared/testing/context.ts';
import { handler } from './handler.ts';

const { routes } = customerRoutes;

const person = {
  type: 'individual',
  firstName: 'Anna; Maria',
  lastName: 'Huber, geb. Mayr',
  salutation: 'Dr.',
  emails: [
    { address: 'anna@example.com', label: 'work' },
    { address: 'huber@example.org', label: 'personal', primary: true },
  ],
  phones: [{ number: '+436641234567', type: 'mobile', extension: '12' }],
  addresses: [{ lines: ['Herrengasse 5', 'Top 7'], city: 'Graz', postalCode: '8010', country: 'AT', type: 'home' }],
  socialProfiles: [{ network: 'linkedin', url: 'https://www.linkedin.com/in/ada' }],
  preferences: { language: 'de' },
  demographics: { birthDate: '1980-02-29' },
  notes: 'Nobody may read this',
  tags: ['difficult'],
};

async function cardOf(body: object, options: object = {}) {
  const companyId = aCompany();
  const { body: made } = await send(handler, routes.create, { companyId, body });
  const params = { customerId: String(made['customerId']) };
  return { answer: await send(handler, routes.vcard, { companyId, params, ...options }), companyId, params, made };
}
const parsed = (text: string) => new ICAL.Component(ICAL.parse(text) as object[]);

describe('the vCard of a customer', () => {
  test('is read by an address book as what was written down, with marks that separate and more than one line', async () => {
    const { answer, params } = await cardOf(person);
    expect(answer).toMatchObject({
      status: 200,
      headers: {
        'content-type': 'text/vcard; charset=utf-8',
        'content-disposition': 'attachment; filename="customer.vcf"',
        'cache-control': 'no-store',
        etag: '"1"',
      },
    });
    const lines = answer.text.replaceAll('\r\n ', '').split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['BEGIN:VCARD', 'VERSION:4.0']);
    expect(lines.slice(-2)).toEqual(['END:VCARD', '']);
    expect(lines).toEqual(
      expect.arrayContaining([
        'N:Huber\\, geb. Mayr;Anna\\; Maria;;Dr.;',
        'EMAIL;TYPE=work:anna@example.com',
        'EMAIL;TYPE=home;PREF=1:huber@example.org',
        'TEL;TYPE=cell;PREF=1;VALUE=TEXT:+436641234567;ext=12',
        'ADR;TYPE=home;PREF=1:;;Herrengasse 5,Top 7;Graz;;8010;Austria',
        'URL:https://www.linkedin.com/in/ada',
        'LANG:de',
        'BDAY:19800229',
        `UID:${params.customerId}@heed`,
      ]),
    );
    const card = parsed(answer.text);
    expect(card.getFirstPropertyValue('fn')).toBe('Anna; Maria Huber, geb. Mayr');
    expect(card.getFirstPropertyValue('kind')).toBe('individual');
  });

  test('breaks long lines between characters, whatever script the name is in', async () => {
    const businessName = '株式会社東京フィードバック研究所'.repeat(6);
    const { answer } = await cardOf({ type: 'business', businessName });
    expect(Math.max(...answer.text.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(76);
    const card = parsed(answer.text);
    expect([card.getFirstPropertyValue('org'), card.getFirstPropertyValue('kind')]).toEqual([businessName, 'org']);
    expect(card.getFirstProperty('n')).toBeNull();
  });

  test('says nothing that colleagues have written, and the birthday to who may see it alone', async () => {
    const { answer } = await cardOf(person, { scope: 'customers:read customers:contact' });
    for (const secret of ['Nobody may', 'difficult', '1980']) expect(answer.text).not.toContain(secret);
    expect(answer.text).toContain('anna@example.com');
  });

  test('is refused to who may not see addresses', async () => {
    const { answer } = await cardOf(person, { scope: 'customers:read' });
    expectProblem(answer, 403, 'forbidden');
  });

  test('is not there for one who is deleted', async () => {
    const { companyId, params } = await cardOf(person);
    await send(handler, routes.remove, { companyId, params });
    expectProblem(await send(handler, routes.vcard, { companyId, params }), 404, 'not-found');
  });
});
