import { beforeAll, describe, expect, test } from 'vitest';
import { activityRoutes } from '../../shared/activity/activity.routes.ts';
import { readIcs } from '../../shared/activity/testing/read-ics.ts';
import { setContactPreferences } from '../../shared/consent/address-news.ts';
import { contactRoutes } from '../../shared/contact/contact.routes.ts';
import { customerRoutes } from '../../shared/customer/customer.routes.ts';
import { PutLimits } from '../../shared/limits/limits.schema.ts';
import { putLimits } from '../../shared/limits/limits.ts';
import { knows } from '../../shared/people/testing/given.ts';
import { messageDecisionRoutes } from '../../shared/survey/message-decision.routes.ts';
import { type Answer, expectProblem, send } from '../../shared/testing/call.ts';
import { aCompany, aContext } from '../../shared/testing/context.ts';
import { logged } from '../../shared/testing/logged.ts';
import { ownTable } from '../../shared/testing/own-table.ts';
import { type SentMail, useSes } from '../../shared/testing/ses.ts';
import { handler as customerHandler } from '../customer/handler.ts';
import { handler as surveyHandler } from '../survey/handler.ts';
import { handler } from './handler.ts';

beforeAll(ownTable);
const ses = useSes();

const { routes } = activityRoutes;
const HOUR = 3_600_000;
const inHours = (hours: number): string => new Date(Date.now() + hours * HOUR).toISOString();
const call = (route: (typeof routes)[keyof typeof routes], companyId: string, example: object = {}) =>
  send(handler, route, { companyId, ...example });

let people = 0;
/** A customer or contact with an address of their own. */
async function person(companyId: string, type: 'customer' | 'contact', more: object = {}) {
  const email = `p${(people += 1)}@example.com`;
  const who = { lastName: 'Huber', emails: [{ address: email }], ...more };
  const isCustomer = type === 'customer';
  const route = isCustomer ? customerRoutes.routes.create : contactRoutes.routes.create;
  const body = isCustomer ? { type: 'individual', ...who } : who;
  const answer = await send(customerHandler, route, { companyId, body });
  return { type, id: String(answer.body[`${type}Id`]), email };
}
const named = (...some: { type: string; id: string }[]) => some.map(({ type, id }) => ({ type, id }));
async function planned(companyId: string, more: object = {}) {
  const meeting = { type: 'meeting', subject: 'Offer', startAt: inHours(1), dueAt: inHours(2), ...more };
  const { body } = await call(routes.create, companyId, { body: meeting });
  return { params: { activityId: String(body['activityId']) } };
}
type People = { id: string; state: string; reason?: string; nextEligibleAt?: string }[];
const peopleOf = ({ body }: Answer) => body['people'] as People;
const statesOf = (answer: Answer) => Object.fromEntries(peopleOf(answer).map(({ id, state }) => [id, state]));
const to = (email: string): SentMail[] => ses.sent.filter(({ Destination }) => Destination.ToAddresses.includes(email));
/** The calendar file of a mail, and what it is declared as. */
function fileOf(mail: SentMail | undefined) {
  const [file] = mail?.Content.Simple.Attachments ?? [];
  const text = Buffer.from(file?.RawContent ?? '', 'base64').toString();
  return { type: file?.ContentType, text, ...readIcs(text) };
}
const eventsIn = (text: string) => readIcs(text).events;

describe('a calendar file', () => {
  test('of an activity is read by a calendar program, and an agent gets only their own', async () => {
    const companyId = aCompany();
    await knows(aContext({ companyId }), 'ann');
    const { params } = await planned(companyId, { ownerId: 'ann', subject: 'عرض 🚗', notes: 'Bring the\nkeys' });
    const { status, headers, text } = await call(routes.ics, companyId, { params, role: 'agent', userId: 'ann' });
    expect([status, headers['content-type'], headers['etag']]).toEqual([
      200,
      'text/calendar; charset=utf-8; method=PUBLISH',
      '"1"',
    ]);
    expect(headers['content-disposition']).toBe('attachment; filename="activity.ics"');
    expect(eventsIn(text)).toMatchObject([
      {
        uid: `${params.activityId}@heed`,
        subject: 'عرض 🚗',
        description: 'Bring the\nkeys',
        organizer: 'mailto:ann@example.com',
        attendees: [],
      },
    ]);
    const foreign = await call(routes.ics, companyId, { params, role: 'agent', userId: 'bob' });
    expectProblem(foreign, 404, 'not-found');
    // How to reach colleagues is for those who give out work.
    const reader = await call(routes.ics, companyId, { params, scope: 'activities:read' });
    expect(eventsIn(reader.text)).toMatchObject([{ organizer: null }]);
  });

  test('rescheduling raises SEQUENCE, other changes do not, and rows of earlier releases begin at 0', async () => {
    const companyId = aCompany();
    const { params } = await planned(companyId);
    const sequenceAfter = async (body: object) =>
      (await call(routes.edit, companyId, { params, body })).body['sequence'];
    expect((await call(routes.get, companyId, { params })).body).toMatchObject({ sequence: 0 });
    expect(await sequenceAfter({ priority: 'high' })).toBe(0);
    expect(await sequenceAfter({ startAt: inHours(3), dueAt: inHours(4) })).toBe(1);
    expect(await sequenceAfter({ location: 'Graz' })).toBe(2);
    expect(await sequenceAfter({ subject: 'New offer' })).toBe(3);
    expect(await sequenceAfter({ timeZone: 'Europe/Vienna' })).toBe(4);
    expect(await sequenceAfter({ allDay: true })).toBe(5);
    expect(await sequenceAfter({ location: 'Graz', notes: 'x' })).toBe(5);
    for (let times = 0; times < 2; times += 1)
      expect((await call(routes.cancel, companyId, { params })).body).toMatchObject({ sequence: 6 });
    const { text } = await call(routes.ics, companyId, { params });
    expect(eventsIn(text)).toMatchObject([{ sequence: 6, status: 'CANCELLED' }]);
  });
});

describe('an invitation', () => {
  test('an invitation sent twice reaches each person once, in their language, with a calendar file for them alone', async () => {
    const companyId = aCompany();
    const ana = await person(companyId, 'customer', { preferences: { language: 'de' } });
    const bob = await person(companyId, 'contact', { preferences: { language: 'fr' } });
    const { params } = await planned(companyId, {
      relatedTo: named(ana)[0],
      participants: [...named(ana, bob), { type: 'user', id: 'ann' }],
      notes: 'Difficult customer',
      location: 'Graz',
    });
    const first = await call(routes.invite, companyId, { params });
    expect(first).toMatchObject({ status: 200, body: { ...params, method: 'REQUEST', sequence: 0 } });
    expect(statesOf(first)).toEqual({ [ana.id]: 'sent', [bob.id]: 'sent' });
    expect(first.text).not.toContain('@');
    const atOnce = await Promise.all([1, 2, 3].map(() => call(routes.invite, companyId, { params })));
    for (const again of atOnce) expect(statesOf(again)).toEqual({ [ana.id]: 'sent_before', [bob.id]: 'sent_before' });
    expect(ses.sent).toHaveLength(2);
    expect(to(ana.email)[0]?.Content.Simple.Subject.Data).toBe('Einladung: Offer');
    expect(to(bob.email)[0]?.Content.Simple.Subject.Data).toBe('Invitation : Offer');
    const file = fileOf(to(ana.email)[0]);
    expect([file.type, file.method]).toEqual(['text/calendar; charset=utf-8; method=REQUEST', 'REQUEST']);
    expect(file.events).toMatchObject([
      { organizer: 'mailto:survey@example.com', attendees: [`MAILTO:${ana.email}`], sequence: 0, description: null },
    ]);
    expect(file.text).not.toMatch(new RegExp(`${bob.email}|Difficult`));
    expect((await call(routes.get, companyId, { params })).body).toMatchObject({
      version: 1,
      invitedAt: expect.any(String),
    });
  });

  test('many calls at once send each mail once', async () => {
    const companyId = aCompany();
    const some = await Promise.all([1, 2].map(() => person(companyId, 'customer')));
    const { params } = await planned(companyId, { participants: named(...some) });
    await Promise.all(Array.from({ length: 6 }, () => call(routes.invite, companyId, { params })));
    expect(ses.sent.flatMap(({ Destination }) => Destination.ToAddresses).toSorted()).toEqual(
      some.map(({ email }) => email).toSorted(),
    );
  });

  test('two who share an address, and a contact who is a customer, get one mail', async () => {
    const companyId = aCompany();
    const emails = [{ address: 'family@example.com' }];
    const family = [await person(companyId, 'customer', { emails }), await person(companyId, 'customer', { emails })];
    const self = await person(companyId, 'customer');
    const atWork = await person(companyId, 'contact', { customerId: self.id });
    const { params } = await planned(companyId, { participants: named(...family, self, atWork) });
    const answer = await call(routes.invite, companyId, { params });
    expect(statesOf(answer)).toEqual({
      [atWork.id]: 'sent',
      [String(family[0]?.id)]: 'sent',
      [String(family[1]?.id)]: 'sent_before',
    });
    expect([to('family@example.com').length, to(atWork.email).length, to(self.email).length]).toEqual([1, 1, 0]);
  });

  test('somebody who opted out, is on do-not-contact or has no address gets none, the answer says so, and so does the ledger', async () => {
    const companyId = aCompany();
    const ctx = aContext({ companyId });
    const off = await person(companyId, 'customer');
    const never = await person(companyId, 'customer', { doNotContact: { value: true } });
    const none = await person(companyId, 'customer', { emails: [] });
    const contact = await person(companyId, 'contact', { doNotContact: { value: true } });
    const fine = await person(companyId, 'customer');
    await setContactPreferences(ctx, { email: off.email, optedOut: true });
    const { params } = await planned(companyId, { participants: named(off, never, none, contact, fine) });
    const answer = await call(routes.invite, companyId, { params });
    const reasons = Object.fromEntries(peopleOf(answer).map(({ id, reason }) => [id, reason]));
    expect(reasons).toEqual({
      [off.id]: 'opted_out',
      [never.id]: 'do_not_contact',
      [none.id]: 'no_address',
      [contact.id]: 'do_not_contact',
      [fine.id]: undefined,
    });
    expect(ses.sent.flatMap(({ Destination }) => Destination.ToAddresses)).toEqual([fine.email]);
    const query = { customerId: never.id };
    const { body } = await send(surveyHandler, messageDecisionRoutes.routes.list, { companyId, query });
    expect(body['items']).toMatchObject([{ kind: 'manual', trigger: 'activity', reason: 'do_not_contact' }]);
  });

  test('quiet hours hold it, and the answer says until when', async () => {
    const companyId = aCompany();
    const ana = await person(companyId, 'customer');
    const hour = (ahead: number) => new Date(Date.now() + ahead * HOUR).toISOString().slice(11, 16);
    const quietHours = { from: hour(-1), to: hour(2) };
    await putLimits(aContext({ companyId }), { body: PutLimits.parse({ quietHours }) });
    const { params } = await planned(companyId, {
      participants: named(ana),
      startAt: inHours(30),
      dueAt: inHours(31),
    });
    const [one] = peopleOf(await call(routes.invite, companyId, { params }));
    expect(one).toMatchObject({ state: 'not_sent', reason: 'quiet_hours', nextEligibleAt: expect.any(String) });
    expect(ses.sent).toEqual([]);
  });

  test('a rescheduled meeting goes out anew, and a cancelled one as METHOD:CANCEL to those who were invited', async () => {
    const companyId = aCompany();
    const [ana, bob] = [await person(companyId, 'customer'), await person(companyId, 'customer')];
    const { params } = await planned(companyId, { participants: named(ana, bob) });
    await call(routes.invite, companyId, { params });
    const moved = { startAt: inHours(25), dueAt: inHours(26), participants: named(ana) };
    await call(routes.edit, companyId, { params, body: moved });
    const anew = await call(routes.invite, companyId, { params });
    expect([anew.body['sequence'], statesOf(anew)]).toEqual([1, { [ana.id]: 'sent' }]);
    expect(to(ana.email).map((mail) => fileOf(mail).events[0]?.sequence)).toEqual([0, 1]);
    await call(routes.cancel, companyId, { params });
    const off = await call(routes.invite, companyId, { params });
    expect(off.body).toMatchObject({ method: 'CANCEL', sequence: 2 });
    // Also to who takes part no more, and still has it in the calendar.
    expect(statesOf(off)).toEqual({ [ana.id]: 'sent', [bob.id]: 'sent' });
    expect(statesOf(await call(routes.invite, companyId, { params }))).toEqual({
      [ana.id]: 'sent_before',
      [bob.id]: 'sent_before',
    });
    const last = to(bob.email).at(-1);
    expect(last?.Content.Simple.Subject.Data).toBe('Cancelled: Offer');
    const { type, method, events } = fileOf(last);
    expect([type, method]).toEqual(['text/calendar; charset=utf-8; method=CANCEL', 'CANCEL']);
    expect(events).toMatchObject([{ status: 'CANCELLED', sequence: 2, uid: `${params.activityId}@heed` }]);
    expect(ses.sent).toHaveLength(5);
  });

  test('a cancelled activity to which nobody was invited is mailed to nobody; one that is done or over is refused', async () => {
    const companyId = aCompany();
    const ana = await person(companyId, 'customer');
    const off = await planned(companyId, { participants: named(ana) });
    await call(routes.cancel, companyId, off);
    expect((await call(routes.invite, companyId, off)).body).toMatchObject({ method: 'CANCEL', people: [] });
    const done = await planned(companyId, { participants: named(ana) });
    await call(routes.complete, companyId, { ...done, body: { outcome: 'Signed' } });
    expectProblem(await call(routes.invite, companyId, done), 409, 'conflict');
    const soon = new Date(Date.now() + 300).toISOString();
    const over = await planned(companyId, { participants: named(ana), startAt: soon, dueAt: soon });
    await new Promise((resolve) => setTimeout(resolve, 400));
    expectProblem(await call(routes.invite, companyId, over), 409, 'conflict');
    expect(ses.sent).toEqual([]);
  });

  test('what the mail service does not take for the moment is sent by the next call, what it refuses for good is not', async () => {
    const companyId = aCompany();
    const ana = await person(companyId, 'customer');
    const { params } = await planned(companyId, { participants: named(ana) });
    ses.refusal = { status: 429, type: 'TooManyRequestsException' };
    const busy = await call(routes.invite, companyId, { params });
    expect(peopleOf(busy)).toMatchObject([{ state: 'not_sent', reason: 'mail_service_busy' }]);
    ses.refusal = undefined;
    expect(statesOf(await call(routes.invite, companyId, { params }))).toEqual({ [ana.id]: 'sent' });
    await call(routes.edit, companyId, { params, body: { location: 'Graz' } });
    ses.refusal = { status: 400, type: 'MessageRejected' };
    for (let times = 0; times < 2; times += 1)
      expect(peopleOf(await call(routes.invite, companyId, { params }))).toMatchObject([
        { state: 'not_sent', reason: 'mail_rejected' },
      ]);
  });

  test('of somebody else an agent sends none, and no address stands in the log', async () => {
    const companyId = aCompany();
    const ana = await person(companyId, 'customer');
    const { params } = await planned(companyId, { ownerId: 'ann', participants: named(ana) });
    const foreign = await call(routes.invite, companyId, { params, role: 'agent', userId: 'bob' });
    expectProblem(foreign, 404, 'not-found');
    const lines = await logged(() => call(routes.invite, companyId, { params, role: 'agent', userId: 'ann' }));
    expect(to(ana.email)).toHaveLength(1);
    expect(lines).not.toEqual([]);
    expect(JSON.stringify(lines)).not.toContain(ana.email);
  });
});
