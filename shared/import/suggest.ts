import { Email } from '../fields/email.schema.ts';
import { readDate } from './dates.ts';
import { ruleOf } from './draft.ts';
import type { ImportPreview, PreviewImport } from './import.schema.ts';
import { normalised, type Preset } from './presets/preset.ts';
import { wordsOf } from './suggest-words.ts';

type Column = ImportPreview['columns'][number];

/** Names of scores in the same languages. */
const scores = new Map(
  Object.entries({
    nps: 'nps npsscore netpromoterscore recommend weiterempfehlung recommandation recomendacion raccomandazione',
    csat: 'csat csatscore satisfaction zufriedenheit satisfaccion soddisfazione',
    ces: 'ces cesscore effort customereffortscore aufwand esfuerzo sforzo',
    rating:
      'rating stars score bewertung sterne note notation etoiles puntuacion valoracion estrellas punteggio valutazione voto stelle',
  }).flatMap(([metric, names]) => names.split(' ').map((name): [string, string] => [name, metric])),
);

/** What a column holds, by some of its values. */
export function typeOf(values: readonly string[]): Column['type'] {
  if (values.length === 0) return 'empty';
  if (values.every((value) => /^-?\d+(?:[.,]\d+)?$/.test(value))) return 'number';
  if (values.every((value) => Email.safeParse(value).success)) return 'email';
  if (values.every((value) => 'at' in readDate(value, { zone: 'UTC', order: 'dmy' }))) return 'date';
  if (values.every((value) => /^(?:true|false|yes|no)$/i.test(value))) return 'boolean';
  return 'text';
}

/** What a column may be: what the preset knows, then what its name says, then its values. Only the first is ever applied. */
export function suggestionFor(
  resource: PreviewImport['resource'],
  preset: Preset,
  column: string,
  values: readonly string[],
): Column['suggestion'] {
  const known = ruleOf(preset, [], column);
  if (known.to !== 'data')
    return {
      field: known.to,
      ...(known.metric && { metric: known.metric }),
      confidence: 'known',
      reason: `the preset ${preset.name} knows the column`,
    };
  const name = normalised(column);
  const type = typeOf(values);
  const field = Object.entries(wordsOf[resource]).find(([, names]) => names.split(' ').includes(name))?.[0];
  if (field) return { field, confidence: 'high', reason: 'by its name' };
  if (resource !== 'feedback')
    return type === 'email' ? { field: 'email', confidence: 'high', reason: 'its values are addresses' } : undefined;
  const metric = scores.get(name);
  if (metric && type === 'number')
    return { field: 'score', metric, confidence: 'high', reason: 'by its name; its scale is to be said' };
  if (type === 'email') return { field: 'contact.email', confidence: 'high', reason: 'its values are addresses' };
  if (type === 'date') return { field: 'occurredAt', confidence: 'low', reason: 'its values are dates' };
  return type === 'number' ? scoreBy(values) : undefined;
}

/** Whole numbers of a small range may be answers; which scale they are of, nobody can see. */
function scoreBy(values: readonly string[]): Column['suggestion'] {
  const numbers = values.map(Number);
  if (!numbers.every((value) => Number.isInteger(value) && value >= 0 && value <= 10)) return undefined;
  const isFive = numbers.every((value) => value >= 1 && value <= 5);
  return {
    field: 'score',
    metric: isFive ? 'csat' : 'nps',
    confidence: 'low',
    reason: `its values lie within ${isFive ? '1 and 5' : '0 and 10'}; what they measure and their scale are to be said`,
  };
}
