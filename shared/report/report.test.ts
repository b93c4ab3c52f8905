import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { again } from '../feedback/testing/given.ts';
import type { Context } from '../kernel/context.ts';
import { knows } from '../people/testing/given.ts';
import { putSettings } from '../company/put-settings.ts';
import { PutSettings } from '../company/settings.schema.ts';
import { forgetSettings } from '../company/settings.ts';
import { aContext } from '../testing/context.ts';
import { gallery } from './gallery.ts';
import { CreateReport } from './report.schema.ts';
import { create, edit, get, list, pause, put, resume, schedule, transfer, validate } from './report.ts';
import { aReport, givenReport } from './testing/given.ts';

const scheduled = { cron: '0 7 * * 1', timeZone: 'Europe/Berlin' };
const to = (...userIds: string[]) => ({ userIds, roles: [], teamIds: [], addresses: [] });
const kpis = (...metrics: string[]) => ({ sectionId: 'k', kind: 'kpi_row', metrics });
const errorsOf = async (ctx: Context, report: Record<string, unknown>) =>
  (await validate(ctx, { body: { report: { title: 'R', ...report } } })).errors;
const where = async (ctx: Context, report: Record<string, unknown>) =>
  (await errorsOf(ctx, report)).map(({ pointer, code }) => `${pointer} ${code}`);

describe('validation explains every fault at once', () => {
  test('with what would be allowed in its place', async () => {
    const ctx = aContext();
    const sections = [
      kpis('nps'),
      { sectionId: 'b', kind: 'breakdown', metric: 'response_rate', by: 'category' },
      { sectionId: 't', kind: 'trend', metric: 'follow_up_open' },
      { sectionId: 'c', kind: 'scorecard' },
    ];
    const errors = await errorsOf(ctx, { sections, schedule: { cron: '61 7 * * *', timeZone: '+02:00' } });
    expect(errors.map(({ pointer }) => pointer)).toEqual([
      '#/sections/1/by',
      '#/sections/2/metric',
      '#/sections/3/agentId',
      '#/schedule/timeZone',
      '#/schedule/cron',
      '#/recipients',
      '#/ownerId',
    ]);
    expect(errors[0]).toEqual({
      pointer: '#/sections/1/by',
      code: 'no_dimension',
      message: 'response_rate has no `category`; it has agent, team, template, segment, tier, language, channel',
      allowed: ['agent', 'team', 'template', 'segment', 'tier', 'language', 'channel'],
    });
    await expect(create(ctx, { body: aReport({ sections: sections as never }) })).rejects.toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '#/sections/1/by' }, { pointer: '#/sections/2/metric' }, { pointer: '#/sections/3/agentId' }],
    });
  });

  test.each([
    ['section kind `pie`', { sections: [{ sectionId: 'a', kind: 'pie' }] }, '#/sections/0/kind invalid'],
    ['0 sections', { sections: [] }, '#/sections required'],
    [
      '31 sections',
      { sections: Array.from({ length: 31 }, (_, index) => ({ ...kpis('nps'), sectionId: `s${index}` })) },
      '#/sections invalid',
    ],
    ['a section id twice', { sections: [kpis('nps'), kpis('csat_avg')] }, '#/sections invalid'],
    ['a schedule without recipients', { sections: [kpis('nps')], schedule: scheduled }, '#/recipients required'],
    [
      'an address with CR LF',
      { recipients: { addresses: ['a@example.com\r\nBcc: b@example.com'] } },
      '#/recipients/addresses/0 invalid',
    ],
    [
      '51 addresses',
      { recipients: { addresses: Array.from({ length: 51 }, (_, index) => `a${index}@example.com`) } },
      '#/recipients/addresses invalid',
    ],
    ['language `xx`', { language: 'xx' }, '#/language invalid'],
    ['`last_0_days`', { period: 'last_0_days' }, '#/period invalid'],
    ['an end before the start', { period: '2026-03-02..2026-03-01' }, '#/period invalid'],
    [
      'an unknown role',
      { sections: [kpis('nps')], recipients: { roles: ['boss'] } },
      '#/recipients/roles/0 unknown_role',
    ],
    ['an unknown person', { sections: [kpis('nps')], recipients: to('eve') }, '#/recipients/userIds/0 unknown_person'],
    ['a title of two lines', { title: 'A\r\nBcc: x@example.com' }, '#/title invalid'],
    ['a schedule that never occurs', { schedule: { cron: '0 7 31 2 *', timeZone: 'UTC' } }, '#/schedule/cron never'],
    ['no zone of IANA', { schedule: { cron: '0 7 * * *', timeZone: 'EST5' } }, '#/schedule/timeZone unknown_zone'],
    [
      'two filters',
      { sections: [kpis('nps')], filters: { teamId: 't', segment: 's' } },
      '#/filters/segment one_dimension',
    ],
    [
      'a filter that a metric lacks',
      { sections: [kpis('nps', 'response_rate')], filters: { source: 'api' } },
      '#/sections/0/metrics/1 no_dimension',
    ],
    [
      'a breakdown of what is limited otherwise',
      { sections: [{ sectionId: 'b', kind: 'breakdown', metric: 'nps', by: 'agent' }], filters: { teamId: 't' } },
      '#/sections/0/by one_dimension',
    ],
    [
      'a copy for each agent that is limited',
      { sections: [kpis('nps')], burst: 'agent', filters: { teamId: 't' } },
      '#/filters one_dimension',
    ],
    ['a comparison over two years', { sections: [kpis('nps')], period: 'last_24_months' }, '#/sections/0 too_long'],
    [
      'a funnel of one team',
      { sections: [{ sectionId: 'f', kind: 'funnel' }], filters: { teamId: 't' } },
      '#/sections/0 not_limited',
    ],
    [
      'an unknown template',
      { sections: [{ sectionId: 'f', kind: 'funnel', templateId: 'tpl_01jd3k5w8z9x7v6t5s4r3q2p1n' }] },
      '#/sections/0/templateId unknown_template',
    ],
  ])('%s', async (_, report, fault) => {
    expect(await where(aContext(), report)).toContain(fault);
  });

  test('a formula and a script are text', async () => {
    const ctx = aContext();
    const text = { sectionId: 't', kind: 'text' as const, markdown: '<script>alert(1)</script>' };
    const report = await givenReport(ctx, { title: '=1+1', sections: [text] });
    expect(report).toMatchObject({ title: '=1+1', sections: [{ markdown: text.markdown }] });
  });

  test('the company can allow no outside addresses, or those of some domains alone', async () => {
    const ctx = aContext();
    const outside = { sections: [kpis('nps')], recipients: { addresses: ['a@example.com'] } };
    const allows = async (reports: object) => {
      await putSettings(again(ctx), PutSettings.parse({ reports }));
      forgetSettings(ctx);
    };
    await allows({ domains: ['example.org'] });
    expect(await where(ctx, outside)).toEqual(['#/recipients/addresses/0 not_allowed']);
    await allows({ domains: ['example.com'] });
    expect(await where(ctx, outside)).toEqual([]);
    await allows({ allowOutside: false });
    expect(await where(ctx, outside)).toEqual(['#/recipients/addresses/0 not_allowed']);
  });
});

describe('a report', () => {
  test('only a draft may be incomplete, and it is due never', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada', 'user-1');
    const draft = await givenReport(ctx, { sections: [], status: 'draft', schedule: scheduled });
    expect(draft).toMatchObject({ status: 'draft', ownerId: 'user-1' });
    expect(draft.nextAt).toBeUndefined();
    const { reportId } = draft;
    await expect(edit(again(ctx), { reportId, body: { status: 'active' } })).rejects.toMatchObject({
      errors: [{ pointer: '#/sections' }, { pointer: '#/recipients' }],
    });
    const { sections } = aReport();
    const active = await edit(again(ctx), { reportId, body: { status: 'active', sections, recipients: to('ada') } });
    expect(active.nextAt).toMatch(/T0[56]:00:00\.000Z$/);
  });

  test('is paused and resumed from its next time on; what was missed stays missed', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada', 'user-1');
    const report = await givenReport(ctx, { schedule: scheduled, recipients: to('ada') });
    const paused = await pause(again(ctx), report);
    expect(paused).toMatchObject({ status: 'paused', pausedFor: 'hand' });
    expect(paused.nextAt).toBeUndefined();
    expect(await edit(again(ctx), { ...report, body: { title: 'Other' } })).toMatchObject({ status: 'paused' });
    const later = { ...again(ctx), now: new Date(ctx.now.getTime() + 30 * 86_400_000) };
    const resumed = await resume(later, report);
    expect(resumed).toMatchObject({ status: 'active' });
    expect(resumed.pausedFor).toBeUndefined();
    expect(String(resumed.nextAt) > later.now.toISOString()).toBe(true);
  });

  test('a change of its title leaves its next time alone; one of its schedule does not', async () => {
    const ctx = aContext({ now: new Date('2026-11-23T05:00:00.000Z') });
    await knows(ctx, 'ada', 'user-1');
    const { reportId, nextAt } = await givenReport(ctx, { schedule: scheduled, recipients: to('ada') });
    expect(nextAt).toBe('2026-11-23T06:00:00.000Z');
    const due = { ...again(ctx), now: new Date('2026-11-23T06:30:00.000Z') };
    expect(await edit(due, { reportId, body: { title: 'New' } })).toMatchObject({ nextAt });
    const daily = { cron: '0 7 * * *', timeZone: 'Europe/Berlin' };
    expect(await edit(again(due), { reportId, body: { schedule: daily } })).toMatchObject({
      nextAt: '2026-11-24T06:00:00.000Z',
    });
  });

  test('goes to another owner whom the company knows, and to nobody else', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const report = await givenReport(ctx);
    await expect(transfer(again(ctx), { ...report, body: { ownerId: 'eve' } })).rejects.toMatchObject({
      errors: [{ pointer: '#/ownerId' }],
    });
    expect(await transfer(again(ctx), { ...report, body: { ownerId: 'ada' } })).toMatchObject({ ownerId: 'ada' });
  });

  test('shows how its outside addresses stand', async () => {
    const ctx = aContext();
    const report = await givenReport(ctx, { recipients: { addresses: ['board@example.com'] } });
    expect(await get(ctx, report)).toMatchObject({
      outsideAddresses: [{ email: 'board@example.com', state: 'pending' }],
    });
  });

  test('is listed by status and owner', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const [one, other] = [await givenReport(ctx), await givenReport(ctx, { status: 'draft', ownerId: 'ada' })];
    const ids = async (query: object) =>
      (await list(ctx, { limit: 10, ...query })).items.map(({ reportId }) => reportId);
    expect(await ids({ status: 'draft' })).toEqual([other.reportId]);
    expect(await ids({ status: 'active' })).toEqual([one.reportId]);
    expect(await ids({ ownerId: 'ada' })).toEqual([other.reportId]);
  });

  test('put without an owner is of whoever puts it', async () => {
    const ctx = aContext();
    await knows(ctx, 'ada');
    const report = await givenReport(ctx, { ownerId: 'ada' });
    expect(await put(again(ctx), { ...report, body: aReport() })).toMatchObject({ ownerId: 'user-1' });
  });
});

test('a schedule is told in words with its next five times, with offset', () => {
  const ctx = aContext({ now: new Date('2026-03-27T12:00:00.000Z') });
  const words = (language: string, { hours, minute }: { hours: unknown; minute: number }) =>
    `${language} ${JSON.stringify(hours)} ${minute}`;
  const body = { cron: '30 2 * * *', timeZone: 'Europe/Berlin', language: 'fr' } as const;
  expect(schedule(ctx, { body }, words)).toEqual({
    words: 'fr [2] 30',
    next: [
      '2026-03-28T02:30+01:00',
      '2026-03-29T03:00+02:00',
      '2026-03-30T02:30+02:00',
      '2026-03-31T02:30+02:00',
      '2026-04-01T02:30+02:00',
    ],
  });
  expect(() => schedule(ctx, { body: { ...body, cron: '0 7 1 * 1' } }, words)).toThrow(
    expect.objectContaining({ errors: [expect.objectContaining({ pointer: '#/confirmOr' })] }),
  );
});

test('each ready-made report can be sent in each language once somebody is to get it', async () => {
  const ctx = aContext();
  await knows(ctx, 'ada', 'user-1');
  const titles = new Set<string>();
  for (const language of ['en', 'de', 'es', 'fr', 'ar'] as const) {
    const { items } = await gallery(ctx, { language });
    expect(items).toHaveLength(5);
    for (const { report } of items) {
      titles.add(report.title);
      const ready = z.record(z.string(), z.unknown()).parse({ ...report, status: 'active', recipients: to('ada') });
      expect(await validate(ctx, { body: { report: ready } })).toEqual({ errors: [] });
      expect(CreateReport.parse(ready).language).toBe(language);
    }
  }
  expect(titles.size).toBe(25);
});
