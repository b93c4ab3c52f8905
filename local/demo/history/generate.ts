import type { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import { isoWeekday } from '../../../shared/kernel/calendar.ts';
import { randomOf } from '../../../shared/kernel/random.ts';
import { agents, categories, channels, languages, segments, themes, type Tier, tiers } from './people.ts';
import { cesOf, csatOf, moodOf, npsOf } from './scores.ts';
import { phraseFor } from './texts.ts';
import {
  answering,
  dayOf,
  DAYS,
  december,
  driver,
  drop,
  firstOfMonth,
  monday,
  type Planted,
  plantedTruth,
  rising,
  slowness,
  strong,
  weak,
} from './truth.ts';

const PER_DAY = 10.2;
const SURVEYS_PER_DAY = 5.4;
const MEAN_CSAT = 3.75;
const MINUTE_MS = 60_000;
const CUSTOMERS = 900;
const BILLING_TEAM = 'team-field';
const BILLING_SHARE = 0.45;

/** A piece of feedback that somebody gave, as it is submitted. */
export type Said = SubmitFeedback & { externalId: string; occurredAt: string };
/** One customer who was asked once; `answer` names the feedback that came of it. */
export type Asked = {
  number: number;
  at: string;
  customer: number;
  tier: Tier;
  channel: string;
  language: string;
  agentId: string;
  teamId: string;
  segment: string;
  category: string;
  /** Without a mail where the decision was not to ask. */
  refused?: 'quiet_period' | 'sampled_out' | undefined;
  reminded: boolean;
  bounced: boolean;
  answer?: { minutes: number; csat: number; externalId: string } | undefined;
};
export type History = { said: Said[]; asked: Asked[]; truth: Planted };

/** What is planted on a day; all of it is nothing where planting is off. */
type DayEffects = { csat: number; volume: number; deliveryShare: number; deliveryCsat: number; themeShare: number };

function effectsOn(day: string, index: number, planted: boolean): DayEffects {
  const plain = { csat: 0, volume: 1, deliveryShare: driver.share, deliveryCsat: 0, themeShare: rising.share };
  if (!planted) return plain;
  const isMonday = isoWeekday(day) === 1;
  const [first, last] = driver.months;
  const driven = index >= firstOfMonth(first) && index < firstOfMonth(last + 1);
  const dropped = index >= firstOfMonth(drop.month) && index < firstOfMonth(drop.month) + drop.days;
  return {
    csat: (isMonday ? monday.csat : 0) + (dropped ? drop.csat : 0),
    volume: (isMonday ? monday.volume : 1) * (day.slice(5, 7) === '12' ? december.volume : 1),
    deliveryShare: driven ? driver.raised : driver.share,
    deliveryCsat: driven ? driver.csat : 0,
    themeShare: rising.share * (index >= DAYS - rising.days ? rising.times : 1),
  };
}

type Draw = { random: () => number; pick: <T>(list: readonly T[]) => T };

/**
 * 24 months of a company until the day before `now`: feedback, and whom was asked with what came of it. The same for the
 * same seed on the same day; `planted: false` leaves all effects out, which `truth` would say.
 */
export function demoHistory({ seed, now, planted = true }: { seed: number; now: Date; planted?: boolean }): History {
  const random = randomOf(seed);
  const draw: Draw = { random, pick: (list) => list[Math.floor(random() * list.length)] as (typeof list)[number] };
  const said: Said[] = [];
  const asked: Asked[] = [];
  for (let index = 0; index < DAYS; index++) {
    const day = dayOf(now, index);
    const effects = effectsOn(day, index, planted);
    const count = poisson(random, PER_DAY * effects.volume);
    for (let number = 0; number < count; number++) said.push(feedbackOn(draw, day, said.length, effects, planted));
    const invitations = poisson(random, SURVEYS_PER_DAY);
    for (let number = 0; number < invitations; number++) {
      const one = invitationOn(draw, day, asked.length, effects, planted);
      asked.push(one);
      if (one.answer) said.push(answerOf(draw, one, one.answer));
    }
  }
  return { said, asked, truth: plantedTruth(now, seed) };
}

/** A number of events where so many come on average (Knuth). */
function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let product = random();
  let count = 0;
  for (; product > limit; count++) product *= random();
  return count;
}

const idOf = (kind: string, index: number): string => `${kind}-${String(index + 1).padStart(5, '0')}`;
const personOf = (customer: number) => ({
  customerId: `H-${1000 + customer}`,
  contact: { name: `Customer H${1000 + customer}`, email: `h${1000 + customer}@example.com` },
});

/** An instant of a working day. */
const instantOn = (random: () => number, day: string): string =>
  new Date(Date.parse(`${day}T08:00:00.000Z`) + Math.floor(random() * 720) * MINUTE_MS).toISOString();

/** What a contact is about; the field team is asked about bills most of all. */
function categoryOf({ random, pick }: Draw, { deliveryShare }: DayEffects, teamId: string): string {
  if (random() < deliveryShare) return driver.category;
  return teamId === BILLING_TEAM && random() < BILLING_SHARE ? weak.category : pick(categories);
}

/** What the mean satisfaction of a record is moved by. */
function meanOf(effects: DayEffects, about: { agentId: string; category: string; slow?: number }, planted: boolean) {
  const { agentId, category, slow = 0 } = about;
  if (!planted) return MEAN_CSAT;
  return (
    MEAN_CSAT +
    effects.csat +
    (category === driver.category ? effects.deliveryCsat : 0) +
    (agentId === strong.agentId ? strong.csat : 0) +
    (agentId === weak.agentId && category === weak.category ? weak.csat : 0) +
    slowness * slow
  );
}

function feedbackOn(draw: Draw, day: string, index: number, effects: DayEffects, planted: boolean): Said {
  const { random, pick } = draw;
  const agent = pick(agents);
  const category = categoryOf(draw, effects, agent.teamId);
  const kind = random();
  // Of the logarithm of minutes, about normal: the sum of twelve.
  const slow = Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, -6);
  const isTicket = kind < 0.62;
  const score = isTicket
    ? csatOf(random, meanOf(effects, { agentId: agent.agentId, category, slow }, planted))
    : kind < 0.77
      ? npsOf(random)
      : kind < 0.92
        ? cesOf(random)
        : undefined;
  const mood = moodOf(random, score);
  const theme = random() < effects.themeShare ? rising.theme : random() < 0.12 ? pick(themes) : undefined;
  const language = pick(languages);
  const text =
    random() < 0.42 || theme === rising.theme ? phraseFor(random, { language, category, mood, theme }) : undefined;
  const said: Said = {
    externalId: idOf('history', index),
    source: isTicket ? 'support_ticket' : kind < 0.77 ? 'email' : 'in_app',
    type: mood === 'bad' ? 'complaint' : mood === 'good' && text ? 'praise' : 'other',
    occurredAt: instantOn(random, day),
    ...personOf(Math.floor(random() * CUSTOMERS)),
    ...(isTicket && { ticketId: `HT-${10_000 + index}` }),
    ...(score && { scores: [score] }),
    ...text,
    category,
    ...(theme !== undefined && { theme }),
    snapshot: {
      ...agent,
      channel: pick(channels),
      segment: pick(segments),
      tier: pick(tiers),
      ...(isTicket && { resolutionMinutes: Math.max(1, Math.round(Math.exp(4 + 0.9 * slow))) }),
      ...(isTicket && { firstContactResolved: random() < 0.7 }),
    },
  };
  return planted ? asItsTier(random, said) : said;
}

/** Bronze customers rate their tickets less often, and lower: what they would have said is missing from the mean. */
function asItsTier(random: () => number, said: Said): Said {
  const { scores, snapshot, ticketId } = said;
  const [score] = scores ?? [];
  if (snapshot?.tier !== 'bronze' || ticketId === undefined || !score) return said;
  if (random() > answering.bronze / answering.gold) {
    const { scores: _, ...unrated } = said;
    return unrated;
  }
  const lower = random() < -answering.bronzeCsat ? 1 : 0;
  return { ...said, scores: [{ ...score, value: Math.max(score.scaleMin, score.value - lower) }] };
}

function invitationOn(draw: Draw, day: string, number: number, effects: DayEffects, planted: boolean): Asked {
  const { random, pick } = draw;
  const tier = pick(tiers);
  const agent = pick(agents);
  const refused = random() < 0.12 ? pick(['quiet_period', 'sampled_out'] as const) : undefined;
  const bounced = random() < 0.02;
  const rate = planted ? answering[tier] : 0.4;
  const answers = random() < rate && refused === undefined && !bounced;
  const category = categoryOf(draw, effects, agent.teamId);
  const mean = meanOf(effects, { agentId: agent.agentId, category }, planted);
  const { value: csat } = csatOf(random, mean + (planted && tier === 'bronze' ? answering.bronzeCsat : 0));
  return {
    number,
    at: instantOn(random, day),
    customer: Math.floor(random() * CUSTOMERS),
    tier,
    channel: pick(channels),
    language: pick(languages),
    ...agent,
    segment: pick(segments),
    category,
    refused,
    reminded: random() < 0.3,
    bounced,
    answer: answers ? { minutes: 5 + Math.floor(random() * 200), csat, externalId: idOf('answer', number) } : undefined,
  };
}

/** The feedback that an answer is. */
function answerOf(draw: Draw, asked: Asked, answer: NonNullable<Asked['answer']>): Said {
  const { random } = draw;
  const { agentId, teamId, channel, segment, tier, category } = asked;
  const score = { metric: 'csat' as const, value: answer.csat, scaleMin: 1, scaleMax: 5 };
  const mood = moodOf(random, score);
  const isCommented = random() < 0.3;
  const language = draw.pick(languages);
  return {
    externalId: answer.externalId,
    source: 'survey',
    type: 'survey_response',
    occurredAt: new Date(Date.parse(asked.at) + answer.minutes * MINUTE_MS).toISOString(),
    ...personOf(asked.customer),
    scores: [score],
    ...(isCommented && phraseFor(random, { language, category, mood, theme: undefined })),
    category,
    snapshot: { agentId, teamId, channel, segment, tier },
  };
}
