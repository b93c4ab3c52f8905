import type { Analysis, Evidence } from '../analysis/analysis.schema.ts';
import { handles, partsIn } from '../analysis/capabilities.ts';
import { emotionsOf, emotionSignsIn } from '../analysis/emotion.ts';
import { evidenceOf, mostTelling } from '../analysis/evidence.ts';
import type { SomeFindings } from '../analysis/findings.ts';
import { piiByForm } from '../analysis/pii.ts';
import { piiSpans, signature, textsAt, withoutPii } from '../analysis/result.ts';
import { type Stored, withCorrection } from '../analysis/stored.ts';
import { textOf } from '../analysis/texts.ts';
import { knownTopicsIn, topicsAmong, type TopicName, topicsOf } from '../analysis/topics.ts';
import { urgencyOf } from '../analysis/urgency.ts';
import type { Context } from '../kernel/context.ts';
import { compact, jsonEqual } from '../kernel/json.ts';
import type { Parts } from './selected.ts';

/** A record that has been analysed. */
export type Analysed = Stored & { analysis: Partial<Analysis> & { language: string } };

export const isAnalysed = (record: Stored): record is Analysed =>
  record.analysis?.status === 'done' && record.analysis.language !== undefined;

/**
 * The analysis of a record with some parts made anew and all others as they were; what a person has corrected stays. `found`
 * holds the paid parts among them. A language that a part does not handle leaves that part as it was.
 */
export function rerun(
  ctx: Context,
  record: Analysed,
  { parts, topics, found }: { parts: Parts; topics: readonly TopicName[]; found: SomeFindings | undefined },
): Analysis {
  const { analysis: before } = record;
  const { language } = before;
  const text = textOf(record);
  // Where a person has corrected, the engine's own judgement lies beside theirs.
  const engine = before.correctedBy === undefined ? before : (before.engineSaid ?? {});
  const isNew = {
    emotions: parts.has('emotions') && handles('emotions', language),
    urgency: parts.has('urgency') && handles('urgency', language),
    topics: parts.has('topics') || parts.has('keyPhrases'),
  };
  const { sentiment, sentimentScore } = found?.sentiment === undefined ? engine : found;
  const signs = isNew.emotions ? emotionSignsIn(text, language) : [];
  const emotions = isNew.emotions ? emotionsOf(signs) : engine.emotions;
  const urgency = isNew.urgency
    ? urgencyOf(text, language, { sentimentScore: sentimentScore ?? 0, emotions: emotions ?? [] })
    : undefined;
  const known = isNew.topics ? knownTopicsIn(text, language, topics) : [];
  const keyTopics = isNew.topics ? topicsOfText(record, found, known) : (before.keyTopics ?? []);
  const fresh = evidenceOf(record, {
    emotions: isNew.emotions ? (emotions ?? []) : [],
    signs,
    urgency,
    topics: known.filter(({ name }) => keyTopics.includes(name)),
  });
  const isOld = ({ kind }: Evidence): boolean =>
    !{ emotion: isNew.emotions, urgency: isNew.urgency, topic: isNew.topics }[kind];
  const looked = Object.entries(partsIn(language)).filter(([part]) => parts.has(part as keyof typeof before.parts));
  const { correctedBy: _, correctedAt: __, engineSaid: ___, early: ____, ...rest } = before;
  const made: Analysis = {
    ...rest,
    status: 'done',
    sentiment,
    sentimentScore,
    emotions,
    urgency: urgency?.urgency ?? engine.urgency,
    keyTopics,
    ...(found?.pii && handles('pii', language) && { pii: piiSpans(record, { pii: found.pii }) }),
    evidence: together(before.evidence ?? [], isOld, fresh),
    ...((before.parts !== undefined || looked.length > 0) && {
      parts: { ...before.parts, ...Object.fromEntries(looked) },
    }),
    ...signature(ctx),
    // A version is that of the rules, and stands for both of what they judge.
    ...(!(parts.has('emotions') && parts.has('urgency')) &&
      before.version !== undefined && { version: before.version }),
  };
  return withCorrection(made, before);
}

function topicsOfText(record: Analysed, found: SomeFindings | undefined, known: ReturnType<typeof knownTopicsIn>) {
  const { analysis: before } = record;
  const text = textOf(record);
  if (found?.phrases) {
    const stored = (before.pii ?? []).map(({ field, start, end }) => (record[field] ?? '').slice(start, end));
    const personal = [...stored, ...textsAt(text, [...(found.pii ?? []), ...piiByForm(text)])];
    return topicsOf(before.language, known, withoutPii(found.phrases, personal.filter(Boolean)));
  }
  const named = new Set(before.evidence?.flatMap(({ kind, value }) => (kind === 'topic' ? [value] : [])));
  return topicsAmong(
    before.language,
    known,
    (before.keyTopics ?? []).filter((topic) => !named.has(topic)),
  );
}

const ordered = (evidence: readonly Evidence[]): Evidence[] =>
  evidence.toSorted((one, other) => (placeIn(one) < placeIn(other) ? -1 : 1));
const placeIn = ({ field, start = 0, kind, value }: Evidence): string =>
  [['subject', 'comments', 'context'].indexOf(field ?? ''), String(start).padStart(6, '0'), kind, value].join(' ');

/** Evidence of kinds that were not looked at, with that of the others; as it was where it is the same. */
function together(before: Evidence[], isOld: (one: Evidence) => boolean, fresh: readonly Evidence[]): Evidence[] {
  const merged = mostTelling(ordered([...before.filter(isOld), ...fresh]));
  return jsonEqual(ordered(merged), ordered(before)) ? before : merged;
}

/** Whether two analyses say the same, whenever and by whichever version they were made. */
export function saysTheSame(one: Partial<Analysis>, other: Partial<Analysis>): boolean {
  const said = (analysis: Partial<Analysis>) => {
    const { engine: _, version: __, analysedAt: ___, engineSaid, ...rest } = analysis;
    return compact({ ...rest, engineSaid: engineSaid && compact(engineSaid) });
  };
  return jsonEqual(said(one), said(other));
}
