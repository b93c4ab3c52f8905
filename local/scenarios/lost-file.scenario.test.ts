import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accessTo, launch, type Launched } from './launched.ts';
import { answerSurvey, type MailedSurvey, mailSurvey } from './mailed-survey.ts';
import { recordsOf } from './records.ts';
import { type Acknowledged, send } from './send.ts';
import { takeStock, wholeOf } from './stock.ts';

const SETTLE_MS = 120_000;
const STEP = 30;
const PATIENCE_MS = 400_000;

/**
 * A start for each single file would take minutes. Each of these two loses every file at once but the table's and one copy
 * of the secret, so that whatever is lost alone is lost here, too.
 */
describe('a lost file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'heed-lost-file-'));
  const copies = [join(folder, 'kept', 'secret.json'), join(folder, 'secret-copy.json')];
  const records = recordsOf(3 * STEP);
  const acknowledged: Acknowledged = new Map();
  let launched: Launched;
  let survey: MailedSurvey;

  const demo = () => accessTo(launched, 'demo');
  const sendMore = async (): Promise<void> => {
    const more = records.slice(0, acknowledged.size + STEP);
    await send(await demo(), more, { acknowledged, callers: { singles: 4, bulks: 0, bulkSize: 0 } });
  };
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name));

  beforeAll(async () => {
    launched = await launch(folder, '--empty');
    survey = await mailSurvey(launched, 'acme');
    await sendMore();
  });
  afterAll(async () => {
    await launched?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    { kept: 'the first copy of the secret', copy: copies[0], score: 4 },
    { kept: 'the second copy of the secret', copy: copies[1], score: 5 },
  ])(
    'costs no record and no survey link as long as the table and $kept are there',
    { timeout: PATIENCE_MS },
    async ({ copy, score }) => {
      await launched.kill();
      const lost = files().filter((file) => file !== copy && !file.startsWith(join(folder, 'table')));
      expect(lost).toContain(join(folder, 'kept', 'queues.json'));
      for (const file of lost) rmSync(file);
      launched = await launch(folder);
      const stock = await takeStock(await demo(), acknowledged, SETTLE_MS);
      expect(stock).toEqual(wholeOf(stock));
      expect(stock.stored).toBe(acknowledged.size);
      const answered = await answerSurvey(await accessTo(launched, 'acme'), survey, score);
      expect(answered).toMatchObject({ status: 'completed', overallScore: score });
      await sendMore();
    },
  );
});
