import { addDays, dayRange, localDay } from '../kernel/calendar.ts';
import { normalEmail } from '../customer/customer-key.ts';
import { customersCalled, keysOfMeant } from '../customer/identity.ts';
import { withConsents } from '../gate/gate.ts';
import type { Context } from '../kernel/context.ts';
import { deterministicId, fingerprint, newId } from '../kernel/ids.ts';
import { retryOnConflict } from '../kernel/retry.ts';
import { acceptance } from './ask.transaction.ts';
import { type AskInput, type AskRules, type NewSurvey, type Plan, seedOf } from './ask.types.ts';
import { type Asking, quiet, refusal } from './eligibility.ts';
import { type DryRun, noteIn, stateIn } from './dry-run.ts';
import { occasionOf } from './refuse.ts';
import { nextInWindow } from './sending-window.ts';
import { writeDecision } from './write-decision.ts';
import type { Decision } from '../survey/survey.schema.ts';
import { decisionPuts, type WrittenDecision } from '../survey/decision.store.ts';
import { namesOf, readAskState, readEarlier, triggerIdentity } from '../survey/person.store.ts';
import type { Id } from '../kernel/id-kinds.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Decides whether to ask and writes the decision down, whichever it is. A yes commits survey, decision,
 * the person's history, the day's cap and the occasion in one transaction, so two requests at once cannot
 * both be let through. A customer who goes by several names is one person, whichever of them is said. Returns the
 * decision; never throws for a no. In a dry run nothing is written, but what it let through before counts, as it would in
 * earnest.
 */
export async function ask(ctx: Context, input: AskInput, rules: AskRules, dryRun?: DryRun): Promise<Decision> {
  // When somebody else asked this person or filled the cap meanwhile, it is decided anew on what is true then.
  return retryOnConflict(ctx, async () => {
    const plan = await planOf(ctx, input, rules, dryRun);
    if (dryRun) return noteIn(plan, dryRun);
    if (!plan.earlier) await writeDecision(ctx, plan.writes, plan.survey);
    return plan.decision;
  });
}

async function planOf(ctx: Context, input: AskInput, rules: AskRules, dryRun?: DryRun): Promise<Plan> {
  const { template, recipient, relatedTo } = input;
  const email = recipient.email === undefined ? undefined : normalEmail(recipient.email);
  const names = namesOf(input.customerId, email);
  const [customerKey] = names;
  const called = { customerId: input.customerId, email };
  const meant = await customersCalled(ctx, called);
  const known = [...new Set([...names, ...keysOfMeant(called, meant.one)])];
  const wished = new Date(ctx.now.getTime() + template.sendDelayHours * HOUR);
  const scheduledAt = nextInWindow(wished, rules.surveys.sendingWindow, rules.timeZone);
  const day = localDay(scheduledAt, rules.timeZone, rules.dayBoundary);
  const seed = seedOf(ctx, input);
  // Each cycle of a follow-up is an occasion of its own, whatever ticket it is about.
  const subject = input.followUp ? {} : relatedTo;
  const trigger = triggerIdentity(template.templateId, input.trigger, subject, customerKey, input.once ?? seed);
  const about = { names: known, email, day, templateId: template.templateId, trigger };
  const [stored, who] = await Promise.all([readAskState(ctx, about), withConsents(ctx, meant.all)]);
  const state = dryRun ? stateIn(dryRun, stored, about) : stored;

  const base = {
    decisionId: newId('decision', ctx.now),
    at: ctx.now.toISOString(),
    ...occasionOf({ ...input, templateId: template.templateId }),
  };
  const asking: Asking = {
    now: ctx.now,
    template,
    settings: rules.surveys,
    email,
    address: state.address,
    who,
    asked: state.histories.flatMap(({ asked }) => asked),
    plannedToday: state.planned,
    nextDay: dayRange(addDays(day, 1), rules.timeZone, rules.dayBoundary).start,
    occasion: trigger ?? customerKey,
    waivesQuietPeriod: input.followUp !== undefined,
  };
  const no = state.earlier ? undefined : refusal(asking);
  // What refuses may be this very occasion, decided while the rows were read: they are not of one instant.
  const earlier =
    state.earlier ?? (no && trigger !== undefined && !dryRun ? await readEarlier(ctx, trigger) : undefined);
  if (earlier) {
    // The same request again gets its answer again; the same occasion told twice is a duplicate.
    const same = seed !== undefined && earlier.seed === seed;
    if (same) return { decision: earlier.decision, writes: [], earlier: true };
    const decision: WrittenDecision = {
      ...base,
      sent: false,
      reason: 'duplicate_trigger',
      rule: 'this occasion was decided before',
      nextEligibleAt: earlier.until.toISOString(),
    };
    return { decision, writes: decisionPuts(ctx.companyId, names, decision) };
  }
  if (no) {
    const { nextEligibleAt, ...why } = no;
    const decision: WrittenDecision = {
      ...base,
      sent: false,
      ...why,
      ...(nextEligibleAt && { nextEligibleAt: nextEligibleAt.toISOString() }),
    };
    return { decision, writes: decisionPuts(ctx.companyId, names, decision) };
  }
  const surveyId = ctx.idempotency
    ? deterministicId('survey', ctx.now, `${ctx.idempotency.seed}${trigger ?? customerKey}`)
    : newId('survey', ctx.now);
  const waived = input.followUp && quiet(asking);
  const decision: WrittenDecision = {
    ...base,
    sent: true,
    surveyId,
    scheduledAt: scheduledAt.toISOString(),
    ...(waived && { rule: `${waived.rule} waived for a follow-up` }),
  };
  const survey = surveyOf(input, { surveyId, customerKey, scheduledAt, day, trigger });
  return { decision, survey, writes: acceptance(ctx, survey, decision, state, rules, input) };
}

function surveyOf(
  { template, recipient, ...input }: AskInput,
  made: { surveyId: Id<'survey'>; customerKey: string; scheduledAt: Date; day: string; trigger: string | undefined },
): NewSurvey {
  const offered = template.languages as readonly string[];
  const wanted = recipient.language?.split('-')[0];
  return {
    surveyId: made.surveyId,
    customerKey: made.customerKey,
    templateId: template.templateId,
    templateVersion: template.version,
    status: 'scheduled',
    contact: recipient,
    ...(input.customerId !== undefined && { customerId: input.customerId }),
    language: wanted !== undefined && offered.includes(wanted) ? wanted : (offered[0] ?? 'en'),
    trigger: input.trigger,
    relatedTo: input.relatedTo,
    ...(input.followUp && { followUp: input.followUp }),
    snapshot: input.snapshot,
    scheduledAt: made.scheduledAt.toISOString(),
    remindersSent: 0,
    reminders: template.reminderDelayHours.map((hours) => hours * HOUR),
    expiryMs: template.expiryDays * DAY,
    dueKind: 'send',
    dueAt: made.scheduledAt.toISOString(),
    messageIds: [],
    ...(made.trigger !== undefined && { triggerKey: made.trigger }),
    capDay: made.day,
  };
}

/** Names a hand-made send, so that the same list sent twice with one key asks nobody twice. */
export const onceOf = (seed: string | undefined, index: number): string | undefined =>
  seed === undefined ? undefined : fingerprint(`${seed}#${index}`);
