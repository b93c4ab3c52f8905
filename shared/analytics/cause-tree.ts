import { shareTest } from '../metrics/comparison/shares.ts';
import { judge, type Judged } from '../metrics/comparison/verdict.ts';
import { wilson } from '../metrics/statistics.ts';
import type { Interval } from './method.schema.ts';

/** An unhappy record: where it hangs in the tree, who said it, and how it was rated. */
export type Unhappy = { path: readonly Step[]; voice: string; score: number | undefined };
/** A step of a path: a key, or that there is none. */
export type Step = { kind: 'category' | 'theme' | 'cause' | 'not_asked'; key: string | null };
export type CauseNode = {
  path: readonly (Step | { kind: 'other'; key: null })[];
  n: number;
  voices: number;
  share: number;
  interval: Interval;
  score: number | null;
  before: { n: number; share: number | null };
  change: (Judged & { p: number }) | null;
};

const LEAST_N = 5;
const LEAST_COMPARED = 10;
const NO_EFFECT = { factor: 1, df: Infinity };

type Branch = { step: CauseNode['path'][number]; now: Unhappy[]; before: Unhappy[]; children: Branch[] };

/**
 * Unhappy records as a tree, the company first, each branch before its children and the greatest first: how many, their voices,
 * their share of all with its Wilson interval, their mean score, and their share in the period before. Branches with fewer than
 * five records are `other` beside their sisters. The shares of all other branches are one family of comparisons (N − 1 χ² or Fisher,
 * Benjamini & Hochberg), where either period has ten records at least.
 */
export function causeTree(now: readonly Unhappy[], before: readonly Unhappy[]): CauseNode[] {
  const branches = flat(branchesOf(now, before, 0), []);
  const nodes = [{ path: [], now: [...now], before: [...before] }, ...branches].map(({ path, ...own }) =>
    nodeOf(path, own.now, own.before, { now: now.length, before: before.length }),
  );
  if (Math.min(now.length, before.length) < LEAST_COMPARED) return nodes;
  // The company's share is always 1, and `other` is whatever is small now.
  const named = nodes.filter(({ path }) => path.length > 0 && path.at(-1)?.kind !== 'other');
  const tests = named.map((node) => ({
    tested: shareTest({ x: node.before.n, n: before.length }, { x: node.n, n: now.length }, NO_EFFECT),
    direction: 'down_good' as const,
  }));
  const judged = judge(tests);
  const changes = new Map(
    named.map((node, at) => {
      const [one, test] = [judged[at], tests[at]];
      return [node, one && test ? { ...one, p: test.tested.p } : null] as const;
    }),
  );
  return nodes.map((node) => ({ ...node, change: changes.get(node) ?? null }));
}

function branchesOf(now: readonly Unhappy[], before: readonly Unhappy[], depth: number): Branch[] {
  const nameOf = ({ path }: Unhappy): string | undefined => {
    const step = path[depth];
    return step && `${step.kind} ${step.key === null ? '' : `=${step.key}`}`;
  };
  const groups = Map.groupBy(now, nameOf);
  const past = Map.groupBy(before, nameOf);
  const all = [...groups].flatMap(([name, own]): Branch[] => {
    const step = own[0]?.path[depth];
    return name === undefined || !step ? [] : [{ step, now: own, before: past.get(name) ?? [], children: [] }];
  });
  const large = all.filter((one) => one.now.length >= LEAST_N);
  const small = all.filter((one) => one.now.length < LEAST_N);
  const kept = large
    .toSorted((a, b) => b.now.length - a.now.length || ((a.step.key ?? '') < (b.step.key ?? '') ? -1 : 1))
    .map((one) => ({ ...one, children: branchesOf(one.now, one.before, depth + 1) }));
  if (small.length === 0) return kept;
  const together = (side: 'now' | 'before') => small.flatMap((one) => one[side]);
  return [
    ...kept,
    { step: { kind: 'other', key: null }, now: together('now'), before: together('before'), children: [] },
  ];
}

type Flat = { path: CauseNode['path']; now: Unhappy[]; before: Unhappy[] };
const flat = (branches: readonly Branch[], above: CauseNode['path']): Flat[] =>
  branches.flatMap(({ step, now, before, children }) => {
    const path = [...above, step];
    return [{ path, now, before }, ...flat(children, path)];
  });

function nodeOf(
  path: CauseNode['path'],
  now: readonly Unhappy[],
  before: readonly Unhappy[],
  all: { now: number; before: number },
): CauseNode {
  const scores = now.flatMap(({ score }) => score ?? []);
  return {
    path,
    n: now.length,
    voices: new Set(now.map(({ voice }) => voice)).size,
    share: all.now === 0 ? 0 : now.length / all.now,
    interval: all.now === 0 ? { low: 0, high: 1 } : wilson(now.length, all.now),
    score: scores.length === 0 ? null : scores.reduce((sum, one) => sum + one, 0) / scores.length,
    before: { n: before.length, share: all.before === 0 ? null : before.length / all.before },
    change: null,
  };
}
