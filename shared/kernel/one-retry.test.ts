import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseAst } from 'vite';

type Node = { type: string; [field: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode);

const counting = new Set(['ForStatement', 'WhileStatement', 'DoWhileStatement']);
/** A catch in one of these is not the loop's own. */
const apart = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ForOfStatement']);
const pausing = /^(?:sleep|setTimeout|pause|backOff|attempts?|tries|retr\w+|races?)$/i;

function* inside(node: Node, enter: (child: Node) => boolean = () => true): Generator<Node> {
  for (const child of childrenOf(node)) {
    yield child;
    if (enter(child)) yield* inside(child, enter);
  }
}

/**
 * A loop that counts or waits for a condition, and within it a caught error, a pause, or a counter of tries. Loops over
 * data (`for … of`) may catch: there it isolates one item from the others.
 */
function handMadeRetries(source: string, path: string): number {
  const program = parseAst(source, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) as unknown as Node;
  const loops = [...inside(program)].filter(({ type }) => counting.has(type));
  const catches = (loop: Node) =>
    [...inside(loop, ({ type }) => !apart.has(type))].some(({ type }) => type === 'CatchClause');
  const pauses = (loop: Node) =>
    [...inside(loop)].some(({ type, name }) => type === 'Identifier' && pausing.test(String(name)));
  return loops.filter((loop) => catches(loop) || pauses(loop)).length;
}

/** `compare` and `measureLags` wait until numbers or readers have settled: nothing has failed, and they end with what they see. */
const allowed = ['shared/kernel/pulse.ts', 'shared/kernel/retry.ts', 'shared/metrics/reconcile.ts'];
const product = globSync(['shared/**/*.ts', 'functions/**/*.ts', 'events/**/*.ts', 'web/**/*.{ts,tsx}']).filter(
  (path) => !/\.test\.tsx?$|\/testing\/|\.testing\.ts$/.test(path),
);

test('every retry of the product goes through shared/kernel/retry.ts', () => {
  const found = product.filter((path) => handMadeRetries(readFileSync(path, 'utf8'), path) > 0);
  expect(found.toSorted()).toEqual(allowed);
});

test.each([
  'async () => { for (let i = 0; i < 8; i++) { try { return await commit(ctx, []); } catch (error) { note(error); } } }',
  'async () => { for (let attempt = 0; attempt < 8; attempt++) if (await put()) return; }',
  'async () => { while (!(await put())) await sleep(10); }',
  'async () => { do { await new Promise((resolve) => setTimeout(resolve, 5)); } while (await busy()); }',
])('a hand-made retry is noticed: %s', (source) => {
  expect(handMadeRetries(source, 'x.ts')).toBe(1);
});

test('paging, and one item isolated from the others, are no retries', () => {
  const paging = 'async () => { do { const page = await read(from); from = page.next; } while (from); }';
  const isolation =
    'async () => { for (const item of items) { try { await one(item); } catch (error) { log(error); } } }';
  expect(handMadeRetries(`${paging}; ${isolation}`, 'x.ts')).toBe(0);
});
