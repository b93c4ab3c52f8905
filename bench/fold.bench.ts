import { countedFeedback } from '../shared/metrics/feedback.counted.ts';
import { changeOf } from '../shared/metrics/image.ts';
import { plan } from '../shared/metrics/ledger.ts';
import { streamEventOf } from '../shared/testing/stream-event.ts';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { aRun } from './run-of-records.ts';
import type { Figure } from './figure.ts';
import { median } from './measure.ts';

const RECORDS = 1_000;
const BATCHES = 41;

/** Row 8: how fast changes become counters, on one core, against reading the same event at all. */
export async function foldFigures(): Promise<Figure[]> {
  const text = JSON.stringify(streamEventOf(aRun(RECORDS).map((after) => ({ after }))));
  const settings = { timeZone: 'Europe/Berlin', dayBoundary: '00:00' };
  const fold = (event: DynamoDBStreamEvent) => plan(countedFeedback, event.Records.map(changeOf), new Map(), settings);
  const parsed = JSON.parse(text) as DynamoDBStreamEvent;
  const [folds, parses]: [number[], number[]] = [[], []];
  for (let batch = 0; batch < BATCHES + 20; batch++) {
    const measured = [cpuMicros(() => fold(parsed)), cpuMicros(() => JSON.parse(text))];
    if (batch < 20) continue; // warm-up
    folds.push(measured[0] ?? 0);
    parses.push(measured[1] ?? 0);
  }
  const [folding, parsing] = [median(folds), median(parses)];
  return [
    {
      row: '8',
      name: 'rollup fold on one core',
      value: Math.round((RECORDS / folding) * 1_000_000),
      unit: 'records/s',
      goal: 100_000,
      atLeast: true,
      exact: false,
    },
    {
      row: '8',
      name: 'CPU of reading and folding an event ÷ JSON.parse of it',
      value: (folding + parsing) / parsing,
      anchor: `${((folding + parsing) / 1000).toFixed(1)} / ${(parsing / 1000).toFixed(1)} ms`,
      goal: 2,
      exact: false,
    },
  ];
}

function cpuMicros(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}
