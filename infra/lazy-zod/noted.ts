type Schema = Record<PropertyKey, unknown>;
type Make = (...args: unknown[]) => Schema;

/**
 * A schema that is declared and not made yet. Calls that give another schema are noted down; whatever else is asked of
 * it makes it first, by the real zod.
 */
class Noted {
  readonly #make: () => Schema;
  #made: Schema | undefined;

  constructor(make: () => Schema) {
    this.#make = make;
  }

  get made(): Schema {
    return (this.#made ??= this.#make());
  }

  /** With an argument it gives another schema, without one it reads. */
  meta(...args: unknown[]): unknown {
    const call = () => (this.made['meta'] as Make)(...args);
    return args.length > 0 ? new Noted(call) : call();
  }
}

const givesSchema =
  'and array brand catch catchall check default describe endsWith exactOptional exclude extend extract gt gte includes ' +
  'int keyof length loose lowercase lt lte max min multipleOf negative nonempty nonnegative nonoptional nonpositive ' +
  'normalize nullable nullish omit optional or overwrite partial pick pipe positive prefault readonly refine regex ' +
  'required rest safeExtend size startsWith strict strip superRefine toLowerCase toUpperCase transform trim unwrap uppercase';
for (const name of givesSchema.split(' ')) {
  Object.defineProperty(Noted.prototype, name, {
    value(this: Noted, ...args: unknown[]) {
      return new Noted(() => (this.made[name] as Make)(...args));
    },
  });
}

/** Any other property is the made schema's; it becomes a plain field, because every check of a value reads some. */
const ofTheMade = new Proxy(
  {},
  {
    get(_, name, noted: Noted) {
      const { made } = noted;
      const own = made[name];
      const value: unknown = typeof own === 'function' && !('_zod' in own) ? own.bind(made) : own;
      Object.defineProperty(noted, name, { value });
      return value;
    },
  },
);
Object.setPrototypeOf(Noted.prototype, ofTheMade);

/** Notes calls of a function of zod, `string` or `iso.date`, that makes a schema. */
export const notedBy = (zod: () => Record<string, unknown>) => (name: string) => {
  const make = (): Make =>
    name.split('.').reduce<unknown>((inner, part) => (inner as Record<string, unknown>)[part], zod()) as Make;
  return (...args: unknown[]) => new Noted(() => make()(...args));
};
