import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTo, launch, type Launched } from './launched.ts';
import { answerSurvey, type MailedSurvey, mailSurvey } from './mailed-survey.ts';
import { recordsOf } from './records.ts';
import { type Acknowledged, send } from './send.ts';
import { takeStock, wholeOf } from './stock.ts';

const START_MS = 280_000;
const SETTLE_MS = 120_000;
const STOP_SECONDS = 20;
const callers = { singles: 2, bulks: 1, bulkSize: 5 };

describe('npm start on the second day', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-second-day-'));
  const records = recordsOf(60);
  const acknowledged: Acknowledged = new Map();
  let launched: Launched;
  let survey: MailedSurvey;

  // A company with records keeps a start from adding the demo data.
  const demo = () => accessTo(launched, 'demo');
  const sendUpTo = async (count: number): Promise<void> =>
    send(await demo(), records.slice(0, count), { acknowledged, callers });
  const expectAll = async (count: number): Promise<void> => {
    const stock = await takeStock(await demo(), acknowledged, SETTLE_MS);
    expect(stock).toEqual(wholeOf(stock));
    expect(stock.stored).toBe(count);
  };

  beforeAll(async () => {
    launched = await launch(folder, '--empty');
    await sendUpTo(20);
    survey = await mailSurvey(launched, 'acme');
  });
  afterAll(async () => {
    await launched?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends within 20 seconds with Ctrl-C, and starts again on the kept data', { timeout: START_MS }, async () => {
    const { code, seconds } = await launched.stop('SIGINT', 'group');
    expect(code).toBe(0);
    expect(seconds).toBeLessThan(STOP_SECONDS);
    launched = await launch(folder);
  });

  it('counts, finds and audits what came before the stop and after it, with drift 0', async () => {
    await sendUpTo(40);
    await expectAll(40);
  });

  it('takes the answer to a survey that was mailed before the stop', async () => {
    const answered = await answerSurvey(await accessTo(launched, 'acme'), survey, 4);
    expect(answered).toMatchObject({ status: 'completed', overallScore: 4 });
  });

  it(
    'ends within 20 seconds with SIGTERM to npm, and the third day is like the second',
    { timeout: START_MS },
    async () => {
      expect((await launched.stop('SIGTERM', 'npm')).seconds).toBeLessThan(STOP_SECONDS);
      launched = await launch(folder);
    },
  );

  it('counts, finds and audits the records of all three days', async () => {
    await sendUpTo(60);
    await expectAll(60);
  });
});
