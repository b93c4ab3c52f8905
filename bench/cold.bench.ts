import { statSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { intakeRoutes } from '../shared/feedback/intake.routes.ts';
import type { SubmitFeedback } from '../shared/feedback/feedback.requests.schema.ts';
import { anEvent } from '../shared/testing/http-event.ts';
import { bundleAll, bundleOptions } from '../infra/bundle.ts';
import type { Figure } from './figure.ts';
import { loadFigures } from './load.bench.ts';
import { alternate, child, type Figures, median, startStub } from './measure.ts';

const RUNS = 21;
const PROCESSES = 5;
const env = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  TABLE_NAME: 'bench',
  LOG_LEVEL: 'ERROR',
  POWERTOOLS_LOG_LEVEL: 'ERROR',
};
/** A rating with a sentence: about 400 bytes, what integrating systems send most. */
export const sample: SubmitFeedback = {
  source: 'in_app',
  type: 'praise',
  customerId: 'customer-4711',
  scores: [{ metric: 'csat', value: 4, scaleMin: 1, scaleMax: 5 }],
  comments: 'Quick answer, friendly agent.',
  category: 'billing',
};

/** Rows 1 to 4 and 14: load, first call, size and warm CPU of the intake function against the bare SDK. */
export async function coldFigures(): Promise<Figure[]> {
  const out = join(import.meta.dirname, '../.local/bench');
  await bundleAll(out);
  const anchor = join(out, 'anchor.cjs');
  const warm = join(out, 'submit.cjs');
  // The anchor is bundled as most people would: same flags, none of our replacements in the SDK.
  const { alias: _, ...plain } = bundleOptions;
  await build({ ...plain, entryPoints: [join(import.meta.dirname, 'entries/anchor.ts')], outfile: anchor });
  await build({ ...bundleOptions, entryPoints: [join(import.meta.dirname, 'entries/submit.ts')], outfile: warm });
  const intake = join(out, 'intake/index.js');
  const event = anEvent(intakeRoutes.routes.submit, { companyId: 'bench', body: sample });
  const stub = await startStub();
  const online = { ...env, AWS_ENDPOINT_URL_DYNAMODB: stub.url };
  const figure = (run: Promise<Figures>, name: string) => run.then((figures) => Number(figures[name]));

  const load = await alternate(
    RUNS,
    () => figure(child('load', anchor, event, env), 'loadMs'),
    () => figure(child('load', intake, event, env), 'loadMs'),
  );
  const first = await alternate(
    RUNS,
    () => figure(child('first', anchor, event, online), 'firstMs'),
    () => figure(child('first', intake, event, online), 'firstMs'),
  );
  const cpu = async (bundle: string) => median((await child('warm', bundle, event, env))['cpuMicros'] as number[]);
  const calls = await alternate(
    PROCESSES,
    () => cpu(anchor),
    () => cpu(warm),
  );
  const { logBytes } = await child('first', intake, event, {
    ...online,
    LOG_LEVEL: 'INFO',
    POWERTOOLS_LOG_LEVEL: 'INFO',
  });
  stub.close();
  const others = await loadFigures(out, anchor, env);

  const ms = (value: number) => `${value.toFixed(1)} ms`;
  return [
    {
      row: '1',
      name: 'module load of the intake function ÷ a bundled bare-SDK PutItem handler',
      value: load.ratio,
      anchor: `${ms(load.candidate)} / ${ms(load.base)}`,
      goal: 1,
      exact: false,
    },
    ...others,
    {
      row: '2',
      name: 'process start → first PutItem done ÷ the same of the bare SDK',
      value: first.ratio,
      anchor: `${ms(first.candidate)} / ${ms(first.base)}`,
      goal: 1,
      exact: false,
    },
    {
      row: '3',
      name: 'intake function’s bundle, minified',
      value: Math.round(statSync(intake).size / 1000),
      unit: 'KB',
      goal: 400,
      exact: true,
    },
    {
      row: '4',
      name: 'warm CPU of a whole submit ÷ a raw SDK PutItem, stubbed transport',
      value: calls.ratio,
      anchor: `${calls.candidate.toFixed(0)} / ${calls.base.toFixed(0)} µs`,
      goal: 1.5,
      exact: false,
    },
    {
      row: '14',
      name: 'log bytes per successful request',
      value: Number(logBytes),
      unit: 'B',
      goal: 300,
      exact: true,
    },
  ];
}
