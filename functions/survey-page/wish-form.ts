import { Preferences } from '../../shared/customer/customer.parts.schema.ts';
import { invalid } from '../../shared/http/problem.ts';
import type { Said } from '../../shared/preference-page/say.ts';
import { type Pace, paces, type Wishes } from '../../shared/preference-page/wishes.ts';

type Form = Readonly<Record<string, unknown>>;

/** What a form held when it was shown, by the names of its fields: what was not changed since is not said anew. */
export function shownFields({ pace, switches, topics, updates, preferences }: Wishes): Record<string, string> {
  const box = (on: boolean): string => (on ? '1' : '');
  return {
    frequency: pace,
    updates: box(updates),
    ...Object.fromEntries(switches.map(({ purpose, channel, on }) => [`may_${purpose}_${channel}`, box(on)])),
    ...Object.fromEntries(topics.map(({ name, on }) => [`topic_${name}`, box(on)])),
    ...(preferences && {
      method: preferences.preferredMethod ?? '',
      language: preferences.language ?? '',
      zone: preferences.timeZone ?? '',
    }),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** What of a form differs from what it showed. A form that does not say what it showed is taken by the fields that it has. */
function changedIn(form: Form): Map<string, string> {
  const shown = new Map(
    textOf(form['shown'])
      .split('&')
      .filter((pair) => pair.includes('='))
      .map((pair): [string, string] => {
        const [name = '', value = ''] = pair.split('=');
        return [decodeURIComponent(name), decodeURIComponent(value)];
      }),
  );
  if (shown.size === 0)
    return new Map(Object.entries(form).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])));
  return new Map(
    [...shown.keys()].flatMap((name) => {
      const said = textOf(form[name]);
      return said === shown.get(name) ? [] : [[name, said] as [string, string]];
    }),
  );
}

const fault = (field: string, detail: string) => invalid({ pointer: `#/${field}`, detail });

/** What somebody says with the form of their page; 400 for a field that cannot be read. */
export function saidIn(form: Form, wishes: Wishes): Said {
  let changed: Map<string, string>;
  try {
    changed = changedIn(form);
  } catch {
    throw fault('shown', 'must be as it was on the page');
  }
  const pace = changed.get('frequency');
  if (pace !== undefined && !wishes.paces.some((one) => one === pace))
    throw fault('frequency', `must be one of ${wishes.paces.join(', ')}`);
  const beginning = (start: string) =>
    [...changed].flatMap(([name, value]) =>
      name.startsWith(start) ? [[name.slice(start.length), value] as const] : [],
    );
  const switches = beginning('may_').map(([name, value]) => {
    const found = wishes.switches.find(({ purpose, channel }) => name === `${purpose}_${channel}`);
    if (!found) throw fault(`may_${name.slice(0, 60)}`, 'is nothing that this page asks');
    return { ...found, on: value === '1' };
  });
  const preferences = {
    ...(changed.has('method') && { preferredMethod: changed.get('method') || null }),
    ...(changed.has('language') && { language: changed.get('language') || null }),
    ...(changed.has('zone') && { timeZone: changed.get('zone') || null }),
  };
  const needs =
    form['needs'] === '1'
      ? Object.keys(form).flatMap((name) => (name.startsWith('need_') ? [name.slice(5)] : []))
      : undefined;
  const wish = Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== null));
  const { data, error } = Preferences.safeParse({ ...wish, ...(needs && { accessibility: { needs } }) });
  if (error)
    throw invalid(...error.issues.map(({ path, message }) => ({ pointer: `#/${path.join('/')}`, detail: message })));
  return {
    ...(pace !== undefined && { pace: paces.find((one): one is Pace => one === pace) }),
    switches,
    topics: Object.fromEntries(beginning('topic_').map(([name, value]) => [name, value === '1'])),
    ...(changed.has('updates') && { updates: changed.get('updates') === '1' }),
    ...(Object.keys(preferences).length > 0 && {
      preferences: { ...preferences, ...(data.language !== undefined && { language: data.language }) } as NonNullable<
        Said['preferences']
      >,
    }),
    ...(needs && { needs: data.accessibility?.needs ?? [] }),
    ...(textOf(form['acknowledge']) !== '' && { acknowledges: textOf(form['acknowledge']) }),
  };
}
