const units: Readonly<Record<string, string>> = {
  csat_avg: 'score 1–5',
  csat_pct: 'percent',
  nps: 'points',
  ces_avg: 'score 1–7',
};

/** The unit of what an agent can be measured by; any other is written as a plain number. */
export const unitOf = (metric: string): string => units[metric] ?? 'points';
