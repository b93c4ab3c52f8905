type Cell = { x: number; y: number; n: number };

/** For each score what is in the middle of what was measured there; of yes and no the share of yes. */
export function byScore(cells: readonly Cell[], yesNo: boolean): { score: number; value: number; n: number }[] {
  const scores = Map.groupBy(cells, ({ x }) => Math.round(x));
  return [...scores]
    .map(([score, some]) => {
      const n = some.reduce((sum, cell) => sum + cell.n, 0);
      const yes = some.reduce((sum, cell) => sum + cell.y * cell.n, 0);
      return { score, n, value: yesNo ? yes / n : medianOf(some, n) };
    })
    .toSorted((a, b) => b.score - a.score);
}

/** Half of all lie at or below it; between two, the mean of both. */
function medianOf(cells: readonly Cell[], n: number): number {
  const inOrder = cells.toSorted((a, b) => a.y - b.y);
  const at = (rank: number): number => {
    let seen = 0;
    return inOrder.find((cell) => (seen += cell.n) >= rank)?.y ?? 0;
  };
  return (at(Math.ceil(n / 2)) + at(Math.floor(n / 2) + 1)) / 2;
}
