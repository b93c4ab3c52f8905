/** Whether a record of the stream passes. */
export type Filter = (record: unknown) => boolean;

type Node = Readonly<Record<string, unknown>>;
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Lambda's event filters: a record passes when any of the patterns matches it, and every record when there is none.
 * Throws when a pattern uses what is not part of the language.
 */
export function filterOf(patterns: readonly unknown[]): Filter {
  if (patterns.length === 0) return () => true;
  const tests = patterns.map((pattern) => patternTest(pattern, 'pattern'));
  return (record) => tests.some((test) => test(record));
}

/** All fields must match; `$or` needs one of its alternatives. */
function patternTest(pattern: unknown, path: string): Filter {
  if (!isNode(pattern) || Object.keys(pattern).length === 0) throw new Error(`${path}: must be an object with fields`);
  const tests = Object.entries(pattern).map(([name, value]): Filter => {
    const inner = `${path}.${name}`;
    if (name === '$or') return alternatives(value, inner);
    const test = Array.isArray(value) ? conditionsTest(value, inner) : within(patternTest(value, inner));
    return (record) => test(isNode(record) ? record[name] : undefined);
  });
  return (record) => tests.every((test) => test(record));
}

function alternatives(value: unknown, path: string): Filter {
  if (!Array.isArray(value) || value.length === 0) throw new Error(`${path}: must be a list of patterns`);
  const tests = value.map((one, index) => patternTest(one, `${path}[${index}]`));
  return (record) => tests.some((test) => test(record));
}

/** A list in the record matches when any of its members does. */
const within =
  (test: Filter): Filter =>
  (value) =>
    Array.isArray(value) ? value.some(test) : test(value);

function conditionsTest(conditions: readonly unknown[], path: string): Filter {
  if (conditions.length === 0) throw new Error(`${path}: must hold a condition`);
  const tests = conditions.map((condition, index) => conditionTest(condition, `${path}[${index}]`));
  return (value) => tests.some((test) => test(value));
}

function conditionTest(condition: unknown, path: string): Filter {
  if (!isNode(condition)) {
    if (Array.isArray(condition)) throw new Error(`${path}: a list in a list has no meaning`);
    return within((value) => value === condition);
  }
  const [[name, operand] = ['', undefined], ...others] = Object.entries(condition);
  if (others.length > 0) throw new Error(`${path}: one operator at a time`);
  if (name === 'exists') {
    if (typeof operand !== 'boolean') throw new Error(`${path}.exists: must be true or false`);
    // Of a leaf: an object in between counts as absent, as on AWS.
    return (value) => (value !== undefined && !isNode(value)) === operand;
  }
  if (name === 'anything-but') return within(otherThan(operand, `${path}.${name}`));
  if (name === 'numeric') return within(numeric(operand, `${path}.${name}`));
  return within(textTest(name, operand, path));
}

function textTest(name: string, operand: unknown, path: string): Filter {
  const where = `${path}.${name}`;
  if (isNode(operand) && (name === 'prefix' || name === 'suffix') && 'equals-ignore-case' in operand) {
    const test = textTest(name, lower(operand['equals-ignore-case'], where), path);
    return (value) => typeof value === 'string' && test(value.toLowerCase());
  }
  if (typeof operand !== 'string') throw new Error(`${where}: ${JSON.stringify(operand)} is not part of the language`);
  switch (name) {
    case 'prefix':
      return (value) => typeof value === 'string' && value.startsWith(operand);
    case 'suffix':
      return (value) => typeof value === 'string' && value.endsWith(operand);
    case 'equals-ignore-case':
      return (value) => typeof value === 'string' && value.toLowerCase() === operand.toLowerCase();
    default:
      throw new Error(`${path}: unknown operator ${name}`);
  }
}

function lower(text: unknown, path: string): string {
  if (typeof text !== 'string') throw new Error(`${path}.equals-ignore-case: must be a text`);
  return text.toLowerCase();
}

/** A field that is absent is not "anything but". */
function otherThan(operand: unknown, path: string): Filter {
  const unwanted = Array.isArray(operand) ? operand : [operand];
  if (unwanted.length === 0) throw new Error(`${path}: must name a value`);
  const tests = unwanted.map((one) => {
    if (!isNode(one)) return (value: unknown) => value === one;
    const [[name, inner] = ['', undefined]] = Object.entries(one);
    const texts = Array.isArray(inner) ? inner : [inner];
    const each = texts.map((text) => textTest(name, text, path));
    return (value: unknown) => each.some((test) => test(value));
  });
  return (value) => value !== undefined && !isNode(value) && !tests.some((test) => test(value));
}

const comparisons: Readonly<Record<string, (value: number, bound: number) => boolean>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

function numeric(operand: unknown, path: string): Filter {
  const wrong = new Error(`${path}: must be like ["=", 1] or [">", 0, "<=", 5]`);
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) throw wrong;
  const tests = [operand.slice(0, 2), operand.slice(2)]
    .filter((pair) => pair.length > 0)
    .map(([name, bound]) => {
      const compare = comparisons[String(name)];
      if (!compare || typeof bound !== 'number') throw wrong;
      return (value: number) => compare(value, bound);
    });
  return (value) => typeof value === 'number' && tests.every((test) => test(value));
}
