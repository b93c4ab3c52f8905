import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { historyOf } from '../audit/audit.ts';
import type { Context } from '../kernel/context.ts';
import { idempotencyOf } from '../kernel/idempotency.ts';
import { newId } from '../kernel/ids.ts';
import { companyPrefix, tableName } from '../kernel/table.ts';
import { audited } from '../testing/audited.ts';
import { aContext } from '../testing/context.ts';
import { ask } from './ask.ts';
import type { AskRules } from './ask.types.ts';
import type { AskInput } from './ask.types.ts';
import { cancelSurvey } from '../survey/cancel.ts';
import { SurveySettings } from '../survey/survey-settings.schema.ts';
import { aTemplate } from './testing/given.ts';
import { newDryRun } from './dry-run.ts';
import { decisions, getSurvey } from '../survey/survey.ts';

const rules = (surveys: Partial<SurveySettings> = {}): AskRules => ({
  surveys: SurveySettings.parse(surveys),
  timeZone: 'Europe/Berlin',
  dayBoundary: '00:00',
});
const about = (overrides: Partial<AskInput> = {}): AskInput => ({
  template: aTemplate(),
  recipient: { email: 'Person@Example.com', language: 'de' },
  trigger: 'ticket.resolved',
  relatedTo: { ticketId: 'T-1' },
  snapshot: { agentId: 'agent-7' },
  ...overrides,
});
const count = async (ctx: Context, prefix: string) => {
  const ExpressionAttributeValues = { ':pk': `${companyPrefix(ctx.companyId)}${prefix}` };
  return (
    (
      await ctx.db.send(
        new QueryCommand({ TableName: tableName(), KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues }),
      )
    ).Items ?? []
  );
};
const surveys = (ctx: Context) => count(ctx, `sv#${ctx.now.toISOString().slice(0, 7)}`);

describe('asking', () => {
  test('schedules a survey that keeps what happened, in the person’s language', async () => {
    const ctx = aContext();
    const decision = await ask(ctx, about(), rules());
    expect(decision).toMatchObject({ sent: true, trigger: 'ticket.resolved' });
    expect(await getSurvey(ctx, decision.surveyId ?? newId('survey'))).toMatchObject({
      status: 'scheduled',
      language: 'de',
      snapshot: { agentId: 'agent-7' },
      templateVersion: 1,
    });
  });

  test('a person with an open quiet period is not asked, and the ledger says why and until when', async () => {
    const ctx = aContext();
    await ask(ctx, about(), rules());
    const again = await ask(
      ctx,
      about({ relatedTo: { ticketId: 'T-2' }, recipient: { email: 'person@example.com' } }),
      rules(),
    );
    expect(again).toMatchObject({ sent: false, reason: 'quiet_period', rule: 'quietPeriodDays=30' });
    expect(Date.parse(again.nextEligibleAt ?? '')).toBe(ctx.now.getTime() + 30 * 86_400_000);
    expect(await surveys(ctx)).toHaveLength(1);
  });

  test('an occasion told twice at once leads to one decision, also where the other one is decided while the rows are read', async () => {
    const ctx = aContext();
    ctx.idempotency = idempotencyOf(ctx, 'POST /e', 'k', {});
    const input = about();
    const first = await ask(ctx, input, rules());
    const row = (found: { pk?: string }) => !String(found.pk).includes('#trig#');
    let hidden = 0;
    // As DynamoDB may answer: the occasion read before the other decision, the person after it.
    const send = async (command: Parameters<typeof ctx.db.send>[0]) => {
      const reply = (await ctx.db.send(command)) as { Responses?: Record<string, { pk?: string }[]> };
      const all = reply.Responses?.[tableName()];
      if (all === undefined || all.every(row) || hidden > 0) return reply;
      hidden += 1;
      return { ...reply, Responses: { [tableName()]: all.filter(row) } };
    };
    const torn = { ...ctx, db: { ...ctx.db, send } as unknown as typeof ctx.db };
    expect(await ask(torn, input, rules())).toEqual(first);
    expect(hidden).toBe(1);
    expect((await decisions(ctx, { email: 'person@example.com', limit: 10 })).items).toHaveLength(1);
  });

  test('a person known by id and by address is one person: one quiet period, and the decisions are found under both', async () => {
    const ctx = aContext();
    const [id, address] = ['C-1', 'person@example.com'];
    await ask(ctx, about({ customerId: id }), rules());
    const again = [
      about({ relatedTo: { ticketId: 'T-2' } }),
      about({ relatedTo: { ticketId: 'T-3' }, customerId: id, recipient: { email: 'other@example.com' } }),
    ];
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 1_000) };
    for (const input of again) expect(await ask(later, input, rules())).toMatchObject({ reason: 'quiet_period' });
    const found = async (who: object) => (await decisions(ctx, { ...who, limit: 10 })).items.map(({ sent }) => sent);
    expect(await found({ customerId: id })).toEqual([false, true]);
    expect(await found({ email: address })).toEqual([false, true]);
  });

  test('a cancelled survey that never went out leaves no quiet period under any name', async () => {
    const ctx = aContext();
    const { surveyId = newId('survey') } = await ask(ctx, about({ customerId: 'C-1' }), rules());
    await audited(ctx, () => cancelSurvey(ctx, surveyId, 'by_hand'));
    expect(await ask(ctx, about(), rules(), newDryRun())).toMatchObject({ sent: true });
    expect(await ask(ctx, about({ customerId: 'C-1' }), rules())).toMatchObject({ sent: true });
    const { items } = await historyOf(ctx, surveyId, { limit: 10 });
    expect(items).toMatchObject([
      { action: 'SurveyCancelled', changedKeys: expect.arrayContaining(['status']), actor: { id: ctx.actor.id } },
    ]);
  });

  test('twenty triggers for one person at once lead to one survey and twenty decisions', async () => {
    const ctx = aContext();
    const template = aTemplate();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        ask(ctx, about({ template, relatedTo: { ticketId: `T-${index}` } }), rules()),
      ),
    );
    expect(all.filter(({ sent }) => sent)).toHaveLength(1);
    expect(await surveys(ctx)).toHaveLength(1);
    const [survey] = await surveys(ctx);
    expect(await count(ctx, `dec#${survey?.['customerKey']}`)).toHaveLength(20);
  });

  test('the same occasion told twice is a duplicate', async () => {
    const ctx = aContext();
    const template = aTemplate({ quietPeriodDays: 0 });
    expect(await ask(ctx, about({ template }), rules())).toMatchObject({ sent: true });
    expect(await ask(ctx, about({ template }), rules())).toMatchObject({ sent: false, reason: 'duplicate_trigger' });
  });

  test('a retry with the same Idempotency-Key gets the first decision again', async () => {
    const ctx = aContext();
    ctx.idempotency = idempotencyOf(ctx, 'POST /e', 'k', {});
    const template = aTemplate();
    const first = await ask(ctx, about({ template }), rules());
    expect(await ask({ ...ctx, now: new Date(ctx.now.getTime() + 5_000) }, about({ template }), rules())).toEqual(
      first,
    );
    expect(await surveys(ctx)).toHaveLength(1);
  });

  test('a cap of five lets five through, however many ask at once', async () => {
    const ctx = aContext();
    const template = aTemplate();
    const people = Array.from({ length: 12 }, (_, index) =>
      about({ template, relatedTo: {}, recipient: { email: `p${index}@example.com` } }),
    );
    // A few at a time: each loser decides anew, and there are only so many tries.
    for (const chunk of [people.slice(0, 4), people.slice(4, 8), people.slice(8)]) {
      await Promise.all(chunk.map((person) => ask(ctx, person, rules({ dailyCap: 5 }))));
    }
    expect(await surveys(ctx)).toHaveLength(5);
  });

  test('a dry run tells and writes nothing', async () => {
    const ctx = aContext();
    expect(await ask(ctx, about(), rules(), newDryRun())).toMatchObject({ sent: true });
    expect(await surveys(ctx)).toHaveLength(0);
    expect(await ask(ctx, about(), rules())).toMatchObject({ sent: true });
  });

  test('nobody without an address is asked', async () => {
    expect(await ask(aContext(), about({ recipient: {}, customerId: 'C-1' }), rules())).toMatchObject({
      reason: 'no_address',
    });
  });

  test('the mail waits for the sending window', async () => {
    const ctx = aContext({ now: new Date('2026-11-20T22:00:00Z') });
    const window = { weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' };
    const decision = await ask(ctx, about(), rules({ sendingWindow: window }));
    expect(decision.scheduledAt).toBe('2026-11-23T08:00:00.000Z');
  });
});
