import type { SubmitFeedback } from '../../shared/feedback/feedback.requests.schema.ts';
import { randomOf } from '../../shared/testing/random.ts';
import { nameOfCustomer } from './customers.ts';
import { type Mood, phrases, type Topic } from './phrases.ts';

const RECORDS = 300;
const DAYS = 90;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/** Agents differ, as they do: the last number is how many contacts in ten they handle well. */
const agents = [
  { agentId: 'agent-1', teamId: 'team-billing', skill: 8 },
  { agentId: 'agent-2', teamId: 'team-billing', skill: 6 },
  { agentId: 'agent-3', teamId: 'team-billing', skill: 4 },
  { agentId: 'agent-4', teamId: 'team-service', skill: 9 },
  { agentId: 'agent-5', teamId: 'team-service', skill: 7 },
  { agentId: 'agent-6', teamId: 'team-service', skill: 6 },
  { agentId: 'agent-7', teamId: 'team-service', skill: 3 },
] as const;

const channels = ['chat', 'email', 'phone', 'web'] as const;
const segments = ['consumer', 'small business', 'enterprise'] as const;
const tiers = ['bronze', 'silver', 'gold'] as const;

/**
 * About 300 pieces of feedback of the 90 days before `now`: support tickets with CSAT, NPS and CES answers, app and mail
 * comments in four languages. The same on every machine but for the day that they end on.
 */
export function demoRecords(now: Date): SubmitFeedback[] {
  const random = randomOf(20_260_901);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const end = Math.floor(now.getTime() / DAY_MS) * DAY_MS;
  return Array.from({ length: RECORDS }, (_, index) => {
    const agent = pick(agents);
    const mood: Mood = random() * 10 < agent.skill ? 'good' : pick(['fair', 'bad', 'bad'] as const);
    const customer = 1000 + Math.floor(random() * 140);
    const daysAgo = 1 + Math.floor((1 - index / RECORDS) * (DAYS - 1));
    const workMinutes = 8 * 60 + Math.floor(random() * 600);
    return {
      externalId: `demo-${String(index + 1).padStart(4, '0')}`,
      occurredAt: new Date(end - daysAgo * DAY_MS + workMinutes * MINUTE_MS).toISOString(),
      customerId: `C-${customer}`,
      contact: { name: Object.values(nameOfCustomer(customer)).join(' '), email: `customer-${customer}@example.com` },
      ...textOf(pick, random, mood),
      ...occasionOf(pick, random, { agent, mood, index }),
    };
  });
}

type Pick = <T>(list: readonly T[]) => T;

function textOf(pick: Pick, random: () => number, mood: Mood): Partial<SubmitFeedback> {
  const language = pick(['en', 'en', 'en', 'en', 'en', 'en', 'de', 'de', 'es', 'fr'] as const);
  const topics = Object.keys(phrases[language]) as Topic[];
  const category = pick(topics);
  const comments = pick(phrases[language][category]?.[mood] ?? []);
  return { category, ...(random() < 0.75 && { comments }) };
}

type Occasion = { agent: (typeof agents)[number]; mood: Mood; index: number };

/** Where and when it was asked for decides what is measured: tickets CSAT, quarterly surveys NPS, forms effort. */
function occasionOf(pick: Pick, random: () => number, { agent, mood, index }: Occasion) {
  const snapshot = { agentId: agent.agentId, teamId: agent.teamId, segment: pick(segments), tier: pick(tiers) };
  const value = (bad: readonly number[], fair: readonly number[], good: readonly number[]): number =>
    pick({ bad, fair, good }[mood]);
  const kind = random();
  if (kind < 0.5) {
    return {
      source: 'support_ticket' as const,
      type: mood === 'bad' ? ('complaint' as const) : ('survey_response' as const),
      ticketId: `T-${5000 + index}`,
      scores: [{ metric: 'csat' as const, value: value([1, 2], [3], [4, 5, 5]), scaleMin: 1, scaleMax: 5 }],
      snapshot: {
        ...snapshot,
        channel: pick(channels),
        resolutionMinutes: value([240, 600, 1440], [60, 120, 300], [8, 15, 25, 45]),
        firstContactResolved: mood === 'good',
      },
    };
  }
  if (kind < 0.75) {
    return {
      source: 'survey' as const,
      type: 'survey_response' as const,
      scores: [{ metric: 'nps' as const, value: value([0, 2, 4, 6], [7, 8], [9, 10, 10]), scaleMin: 0, scaleMax: 10 }],
      snapshot: { ...snapshot, channel: 'email' },
    };
  }
  if (kind < 0.9) {
    return {
      source: 'in_app' as const,
      type: mood === 'good' ? ('praise' as const) : ('ux_issue' as const),
      scores: [{ metric: 'ces' as const, value: value([1, 2, 3], [4], [5, 6, 7]), scaleMin: 1, scaleMax: 7 }],
      snapshot: { ...snapshot, channel: 'app' },
    };
  }
  return {
    source: pick(['email', 'community', 'sales_call', 'phone'] as const),
    type: { good: 'praise', fair: 'feature_request', bad: 'bug' }[mood] as 'praise' | 'feature_request' | 'bug',
    snapshot: { ...snapshot, channel: 'email' },
  };
}
