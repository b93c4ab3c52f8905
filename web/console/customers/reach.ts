import type { Customer } from '../../../shared/customer/customer.schema.ts';

type Reach = { primary?: boolean | undefined };
type Lines = { read: (value: unknown) => string; write: (text: string) => object[] | undefined };

/** The one of several addresses or numbers that is used. */
export const primaryOf = <T extends Reach>(all: readonly T[] = []): T | undefined =>
  all.find(({ primary }) => primary) ?? all[0];

const linesOf = (text: string): string[] => [...new Set(text.split('\n').map((line) => line.trim()))].filter(Boolean);

/**
 * Addresses or numbers as lines that people type, the one that is used first. What is known of a line beside its text, such
 * as whether it is of work or of home, stays with it.
 */
function reachLines<T extends Reach>(
  name: keyof T & string,
  kept: readonly (keyof T & string)[],
  before: readonly T[] = [],
): Lines {
  return {
    read: (value) => {
      const all = Array.isArray(value) ? (value as T[]) : [];
      const first = primaryOf(all);
      return [...(first ? [first] : []), ...all.filter((one) => one !== first)]
        .map((one) => String(one[name]))
        .join('\n');
    },
    write: (text) => {
      const typed = linesOf(text).map((line, index) => {
        const known = before.find((one) => one[name] === line);
        const rest = kept.flatMap((one) => (known?.[one] === undefined ? [] : [[one, known[one]] as const]));
        return { [name]: line, primary: index === 0, ...Object.fromEntries(rest) };
      });
      return typed.length === 0 ? undefined : typed;
    },
  };
}

export const emailLines = (before: Customer['emails']): Lines => reachLines('address', ['label'], before);
export const phoneLines = (before: Customer['phones']): Lines =>
  reachLines('number', ['type', 'extension', 'consentToCall', 'consentDate'], before);

type ExternalId = { source: string; id: string };
/** The source of the company's own ids. */
const OWN = 'default';

/** Ids in other systems, a line each: `crm: 4711`, or the id alone where it is the company's own. */
export const idLines: Lines = {
  read: (value) =>
    Array.isArray(value)
      ? (value as ExternalId[]).map(({ source, id }) => (source === OWN ? id : `${source}: ${id}`)).join('\n')
      : '',
  write: (text) => {
    const ids = linesOf(text).map((line): ExternalId => {
      const [, source = OWN, id = line] = /^([a-z0-9][a-z0-9_-]*): +(.+)$/.exec(line) ?? [];
      return { source, id };
    });
    return ids.length === 0 ? undefined : ids;
  },
};
