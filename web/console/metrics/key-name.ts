import { feedbackTexts } from '../feedback/texts/texts.ts';
import { nameOf, numbers } from '../texts/numbers.ts';
import { metricTexts } from './texts/texts.ts';

/** What a group is called; keys that the company has chosen itself stay as they are. */
export function keyName(by: string, key: string): string {
  const f = feedbackTexts();
  if (by === 'source') return f.sources[key] ?? nameOf(key);
  if (by === 'type') return f.types[key] ?? nameOf(key);
  if (by === 'urgency') return f.urgencies[key] ?? nameOf(key);
  if (by === 'subcategory') return subcategoryName(key);
  if (by === 'channel' || by === 'severity' || by === 'route' || by === 'impact' || by === 'kind') return nameOf(key);
  return numbers().names[key] ?? key;
}

/** `category/subcategory`, with `~1` for a stroke within either and `~0` for `~`. */
export const subcategoryName = (key: string): string =>
  key
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join(' › ');

export const partName = (part: string): string =>
  metricTexts().partNames[part] ?? feedbackTexts().emotionNames[part] ?? nameOf(part);

export const groupingName = (by: string): string => numbers().groupings[by] ?? by.replaceAll('_', ' ');
