import { describe, expect, test } from 'vitest';
import { create } from '../customer/customer.ts';
import { CreateCustomer } from '../customer/customer.schema.ts';
import type { Context } from '../kernel/context.ts';
import { SurveySettings } from '../survey/survey-settings.schema.ts';
import { decisions } from '../survey/survey.ts';
import { aContext } from '../testing/context.ts';
import { ask } from './ask.ts';
import type { AskInput, AskRules } from './ask.types.ts';
import { aTemplate } from './testing/given.ts';
import { newDryRun } from './dry-run.ts';

const rules: AskRules = {
  surveys: SurveySettings.parse({ quietPeriodDays: 30 }),
  timeZone: 'UTC',
  dayBoundary: '00:00',
};
const template = aTemplate();
let tickets = 0;
const under = (who: { customerId?: string; email: string }): AskInput => ({
  template,
  recipient: { email: who.email },
  ...(who.customerId !== undefined && { customerId: who.customerId }),
  trigger: 'ticket.resolved',
  relatedTo: { ticketId: `T-${(tickets += 1)}` },
  snapshot: {},
});
const work = 'ada@work.example';
const home = 'ada@home.example';

async function withAda(): Promise<{ ctx: Context; customerId: string }> {
  const ctx = aContext();
  const body = CreateCustomer.parse({
    type: 'individual',
    lastName: 'Lovelace',
    emails: [{ address: work }, { address: home }],
    externalIds: [{ id: 'C-1' }],
  });
  const { customerId } = await create(ctx, { body });
  return { ctx, customerId };
}

describe('a customer who goes by several names is one person to who asks', () => {
  test('asked under one name, they are left in peace under each of them', async () => {
    const { ctx, customerId } = await withAda();
    expect(await ask(ctx, under({ email: work }), rules)).toMatchObject({ sent: true });
    for (const who of [{ email: home }, { customerId: 'C-1', email: home }, { customerId, email: 'new@ada.example' }])
      expect(await ask(ctx, under(who), rules)).toMatchObject({ sent: false, reason: 'quiet_period' });
    expect(await ask(ctx, under({ email: 'somebody@else.example' }), rules)).toMatchObject({ sent: true });
  });

  test('two requests at once under two of their names lead to one survey', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { ctx } = await withAda();
      const decided = await Promise.all([work, home].map((email) => ask(ctx, under({ email }), rules)));
      expect(decided.filter(({ sent }) => sent)).toHaveLength(1);
    }
  });

  test('a dry run of a list counts what it let through under another name', async () => {
    const { ctx } = await withAda();
    const dryRun = newDryRun();
    expect(await ask(ctx, under({ email: work }), rules, dryRun)).toMatchObject({ sent: true });
    expect(await ask(ctx, under({ email: home }), rules, dryRun)).toMatchObject({ reason: 'quiet_period' });
  });

  test('what was decided under one name is found under each of them, once', async () => {
    const { ctx, customerId } = await withAda();
    await ask(ctx, under({ customerId: 'C-1', email: work }), rules);
    for (const who of [{ customerId }, { customerId: 'C-1' }, { email: home }])
      expect((await decisions(ctx, { ...who, limit: 10 })).items).toHaveLength(1);
  });
});
