import { feedbackTexts } from '../../feedback/texts/texts.ts';
import { type Condition, EVERYTHING, TOGETHER } from './conditions.ts';
import { texts } from '../../texts/console.ts';
import { ruleTexts } from './texts/texts.ts';

/** Fields that a line can be about, in the order in which they are offered. */
export const conditionFields = [
  'q',
  'sentiment',
  'urgency',
  'emotion',
  'score',
  'sentimentScoreMax',
  'source',
  'type',
  'category',
  'subcategory',
  'theme',
  'tag',
  'language',
  'agentId',
  'teamId',
  'segment',
  'tier',
  'customerId',
  'hasText',
] as const;

export function fieldName(field: string): string {
  const f = feedbackTexts();
  const r = ruleTexts();
  const names: Record<string, string> = {
    q: r.words,
    sentiment: f.sentiment,
    urgency: f.urgency,
    emotion: f.emotions,
    score: f.score,
    sentimentScoreMax: r.sentimentBelow,
    sentimentScoreMin: r.sentimentAbove,
    source: f.source,
    type: f.type,
    category: f.category,
    subcategory: `${f.category} 2`,
    theme: f.theme,
    tag: f.tags,
    language: f.language,
    agentId: f.agent,
    teamId: f.team,
    segment: f.segment,
    tier: f.tier,
    customerId: f.customer,
    hasText: r.hasText,
    [TOGETHER]: r.together,
    [EVERYTHING]: texts().all,
  };
  return names[field] ?? field;
}

/** What a field can be, where that is known. */
export function choicesFor(field: string): Record<string, string> | undefined {
  const f = feedbackTexts();
  const r = ruleTexts();
  const known: Record<string, Record<string, string>> = {
    sentiment: f.sentiments,
    urgency: f.urgencies,
    emotion: f.emotionNames,
    source: f.sources,
    type: f.types,
    hasText: { true: r.yes, false: r.no },
  };
  return known[field];
}

export function valueWords({ field, value }: Condition): string {
  if (field === EVERYTHING) return '';
  if (field === 'score') {
    const [metric, min, max] = value.split('|');
    return [metric?.toUpperCase(), min && `≥ ${min}`, max && `≤ ${max}`].filter(Boolean).join(' ');
  }
  return choicesFor(field)?.[value] ?? value;
}

const lineWords = (one: Condition): string =>
  one.field === EVERYTHING ? fieldName(one.field) : `${fieldName(one.field)}: ${valueWords(one)}`;

/** A rule's conditions in a line: all, then one of, then none of. */
export function conditionWords(conditions: readonly Condition[]): string {
  const r = ruleTexts();
  const of = (group: Condition['group']): string[] => conditions.filter((one) => one.group === group).map(lineWords);
  const [any, none] = [of('any'), of('none')];
  return [
    ...of('all'),
    ...(any.length > 0 ? [`${r.groups.any}: ${any.join(' / ')}`] : []),
    ...(none.length > 0 ? [`${r.groups.none}: ${none.join(' / ')}`] : []),
  ].join(' · ');
}
