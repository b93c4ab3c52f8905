import * as z from 'zod';
import type { Mapped } from '../import/import.schema.ts';
import type { Preset } from '../import/presets/preset.ts';
import { typeform } from '../import/presets/typeform.ts';
import { problemsOf } from './problems.ts';
import type { Said } from './senders.ts';

const label = z.object({ label: z.string().optional(), other: z.string().optional() });
const labels = z.object({ labels: z.array(z.string()).optional(), other: z.string().optional() });
const Answer = z.looseObject({
  type: z.string(),
  field: z.object({ ref: z.string().min(1).max(1_000), type: z.string().optional() }),
  choice: label.optional(),
  choices: labels.optional(),
});
const Response = z.object({
  form_response: z.object({
    token: z.string().min(1),
    submitted_at: z.string(),
    hidden: z.record(z.string(), z.unknown()).optional(),
    answers: z.array(Answer).optional(),
  }),
});

/** No question is called by these: a `ref` has no dots. */
const [TOKEN, SUBMITTED] = ['form_response.token', 'form_response.submitted_at'];
const preset: Preset = {
  ...typeform,
  columns: new Map(),
  patterns: [
    [/^form_response\.token$/, { to: 'externalId' }],
    [/^form_response\.submitted_at$/, { to: 'occurredAt' }],
  ],
  adjust: () => undefined,
};

/** What numbers of these questions measure; on which scale their form alone knows. */
const scaled: Readonly<Record<string, Mapped['metric']>> = { nps: 'nps', opinion_scale: 'custom', rating: 'rating' };

/** Reads what Typeform sends: the answers of a response by the refs of their questions. */
export function readTypeform(body: Record<string, unknown>, mapping: readonly Mapped[]): Said {
  if (body['event_type'] !== 'form_response') return { skipped: 'other_event' };
  const { data, error } = Response.safeParse(body);
  if (!data) return { problems: problemsOf(error) };
  const { token, submitted_at: at, hidden = {}, answers = [] } = data.form_response;
  const values = {
    ...Object.fromEntries(Object.entries(hidden).map(([name, value]) => [`hidden.${name}`, value])),
    ...Object.fromEntries(answers.map((answer) => [answer.field.ref, valueOf(answer)])),
    [TOKEN]: token,
    [SUBMITTED]: at,
  };
  const known = new Set(mapping.map(({ column }) => column));
  const unscaled = answers.flatMap(({ type, field: { ref, type: kind = '' } }): Mapped[] => {
    const metric = scaled[kind];
    return type === 'number' && metric && !known.has(ref) ? [{ column: ref, to: 'score', metric }] : [];
  });
  return { row: { line: 1, values, raw: data.form_response }, preset, mapping: [...mapping, ...unscaled] };
}

function valueOf({ type, choice, choices, ...answer }: z.output<typeof Answer>): unknown {
  if (type === 'choice') return choice?.label ?? choice?.other;
  if (type === 'choices') return [...(choices?.labels ?? []), ...(choices?.other ? [choices.other] : [])];
  return answer[type];
}
