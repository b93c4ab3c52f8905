import { type Chat, messageOf } from './message.ts';
import { shownBy } from './presets.ts';
import { textOf } from './template.ts';

/** What tells something to machines only, or stands elsewhere in the message. */
const machinery = new Set([
  'actor',
  'eventId',
  'version',
  'companyId',
  'recordVersion',
  'recordRevision',
  'at',
  'requestId',
  'changedKeys',
]);
const MOST_FACTS = 10;

/** The name of an event as people read it: `FollowUpOverdue` is "Follow-up overdue". */
export function titleOf(type: string): string {
  const words = type.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
  return (words.charAt(0).toUpperCase() + words.slice(1)).replace(/\bfollow up\b/i, (found) => found.replace(' ', '-'));
}

const nameOf = (field: string): string => titleOf(field.charAt(0).toUpperCase() + field.slice(1));

/** The message about an event for whoever has no template: what happened, its facts, and when. */
export function readyMade(chat: Chat, type: string, data: object, company: string): object {
  const shown = shownBy(chat);
  const facts = factsOf(data)
    .toSorted((one, other) => Number(isKey(one.name)) - Number(isKey(other.name)))
    .slice(0, MOST_FACTS)
    .map(({ name, value }) => ({ name: nameOf(name), value: shown(value) }));
  const { at = '' } = data as { at?: string };
  return messageOf(chat, { title: titleOf(type), facts, foot: shown([company, at].filter(Boolean).join(' · ')) });
}

type Fact = { name: string; value: string };

/** Values, and lists of values, of an event, with those of the objects in it. */
const factsOf = (data: object): Fact[] =>
  Object.entries(data).flatMap(([name, value]: [string, unknown]) => {
    if (machinery.has(name)) return [];
    const text = textOf(value);
    if (text) return [{ name, value: text }];
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? factsOf(value) : [];
  });

/** Ids and the like say least to people: they come last. */
const isKey = (name: string): boolean => /(?:Id|Key)$/.test(name);
