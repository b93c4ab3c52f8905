import { baseClient } from '../kernel/table.ts';

/** What some work asked of the table. */
export type Watched<T> = {
  result: T;
  /** Companies whose keys it named, to read or to write. */
  companies: Set<string>;
  /** Every partition key of the table that it named. */
  partitions: Set<string>;
  /** Every text in what it wrote, keys and values. */
  written: Set<string>;
  /** The items that it put. */
  items: Item[];
};

export type Item = Record<string, unknown>;

type Step = (args: { input: unknown }) => Promise<unknown>;

let watching = 0;

/** Runs some work and tells what it asked of the table, below all views and guards. */
export async function watchTable<T>(work: () => Promise<T>): Promise<Watched<T>> {
  const companies = new Set<string>();
  const partitions = new Set<string>();
  const written = new Set<string>();
  const items: Item[] = [];
  const middleware =
    (next: Step, { commandName = '' }: { commandName?: string }) =>
    (args: { input: unknown }) => {
      for (const text of textsIn(args.input)) {
        const company = /^c#([a-z0-9-]+)#/.exec(text)?.[1];
        if (company !== undefined) companies.add(company);
        if (/Put|Update|Write/.test(commandName)) written.add(text);
      }
      items.push(...putsIn(args.input));
      for (const partition of partitionsIn(args.input)) partitions.add(partition);
      return next(args);
    };
  const stack = baseClient().middlewareStack;
  // Work that is watched may itself watch a part of it.
  const name = `watchTable-${++watching}`;
  stack.add(middleware as never, { step: 'initialize', name });
  try {
    return { result: await work(), companies, partitions, written, items };
  } finally {
    stack.remove(name);
  }
}

/** The items that a command puts, alone or among others. */
function* putsIn(value: unknown): Generator<Item> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if (name === 'Item') yield inner as Item;
    else yield* putsIn(inner);
  }
}

/** The partition keys of items, keys and queries at any depth of a command. */
function* partitionsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, inner] of Object.entries(value)) {
    if ((name === 'pk' || name === ':pk') && typeof inner === 'string') yield inner;
    else yield* partitionsIn(inner);
  }
}

/** Every text at any depth of a value. */
export function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
}
