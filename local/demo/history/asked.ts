import { categoryOf, customerOf, type Draw, idOf, instantOn } from './draw.ts';
import { type DayEffects, meanOf } from './effects.ts';
import { agents, channels, languages, segments, type Tier, tiers } from './people.ts';
import { csatOf } from './scores.ts';
import { answering } from './truth.ts';

const PLAIN_RATE = 0.4;

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

/** Somebody who is asked, or not, on a day, and whether they answer. */
export function invitationOn(draw: Draw, day: string, number: number, effects: DayEffects, planted: boolean): Asked {
  const { random, pick } = draw;
  const tier = pick(tiers);
  const agent = pick(agents);
  const refused = random() < 0.12 ? pick(['quiet_period', 'sampled_out'] as const) : undefined;
  const bounced = random() < 0.02;
  const rate = planted ? answering[tier] : PLAIN_RATE;
  const answers = random() < rate && refused === undefined && !bounced;
  const category = categoryOf(draw, effects, agent.teamId);
  const mean = meanOf(effects, { agentId: agent.agentId, category }, planted);
  const { value: csat } = csatOf(random, mean + (planted && tier === 'bronze' ? answering.bronzeCsat : 0));
  return {
    number,
    at: instantOn(draw, day),
    customer: customerOf(draw),
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
