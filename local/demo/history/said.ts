import type { SubmitFeedback } from '../../../shared/feedback/feedback.requests.schema.ts';
import type { Asked } from './asked.ts';
import { categoryOf, customerOf, type Draw, idOf, instantOn, personOf } from './draw.ts';
import { type DayEffects, meanOf } from './effects.ts';
import { agents, channels, languages, segments, themes, tiers } from './people.ts';
import { cesOf, csatOf, moodOf, npsOf } from './scores.ts';
import { phraseFor } from './texts.ts';
import { answering, rising } from './truth.ts';

const MINUTE_MS = 60_000;

/** A piece of feedback that somebody gave, as it is submitted. */
export type Said = SubmitFeedback & { externalId: string; occurredAt: string };

/** A piece of feedback of a day that nobody was asked for: of a ticket, by mail or in the app. */
export function feedbackOn(draw: Draw, day: string, index: number, effects: DayEffects, planted: boolean): Said {
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
    occurredAt: instantOn(draw, day),
    ...personOf(customerOf(draw)),
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

/** The feedback that an answer to a survey is. */
export function answerOf(draw: Draw, asked: Asked, answer: NonNullable<Asked['answer']>): Said {
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
