import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { handles } from '../analysis/capabilities.ts';
import { textOf } from '../analysis/texts.ts';
import { forgetSettings } from '../company/settings.ts';
import type { StoredFeedback } from '../feedback/feedback.schema.ts';
import { walkSpan } from '../feedback/feedback.walk.ts';
import { languageOf } from '../fields/text.schema.ts';
import { isWanted } from '../initiative/theme-preview.ts';
import { defineJob } from '../job/define.ts';
import type { Context } from '../kernel/context.ts';
import { tableName } from '../kernel/table.ts';
import { Match } from '../match/match.schema.ts';
import { compare } from './compare.ts';
import { forgetTaxonomy, taxonomyInForce } from './in-force.ts';
import { warningsIn } from './node-rules.ts';
import { stratified } from './sample.ts';
import { TaxonomyNode } from './taxonomy.schema.ts';
import { hashOf, trialIdOf, trialKey } from './trial.ts';
import type { StoredTrial } from './trial.schema.ts';

/** The newest records from which texts are drawn: they are read in two seconds. */
const MOST_EXAMINED = 10_000;
const MOST_WARNINGS = 100;
const KEPT_DAYS = 7;

const Input = z.object({ nodes: z.array(TaxonomyNode), filter: Match.optional(), sample: z.int() });
const everything: Match = { all: {}, matchEverything: true };

type Candidate = {
  id: StoredTrial['feedbackIds'][number];
  stratum: string;
  source: string;
  language: string;
  text: string;
};

/** The newest texts that a filter lets through, and how many there were in languages that are not analysed. */
async function poolOf(ctx: Context, filter: Match) {
  const pool: Candidate[] = [];
  let [examined, unsupported] = [0, 0];
  for await (const records of walkSpan(ctx, { start: 0, end: ctx.now.getTime() + 1 }, 'newest')) {
    for (const record of records.slice(0, MOST_EXAMINED - examined)) {
      examined++;
      const text = textOf(record);
      if (text.trim() === '' || !(await isWanted(ctx, filter, record))) continue;
      const language = languageIn(record);
      if (language === undefined || !handles('keyPhrases', language)) unsupported++;
      else pool.push(candidate(record, language, text));
    }
    if (examined >= MOST_EXAMINED) break;
  }
  return { pool, examined, unsupported };
}

const candidate = ({ feedbackId, source }: StoredFeedback, language: string, text: string): Candidate => ({
  id: feedbackId as Candidate['id'],
  stratum: `${source}\n${language}`,
  source,
  language,
  text,
});

/** As the analysis found it, else as the sender told it. */
function languageIn({ analysis, language }: StoredFeedback): string | undefined {
  const said = analysis?.language ?? language;
  return said === undefined ? undefined : languageOf(said);
}

const countBy = (names: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(names, (name) => name)].map(([name, all]) => [name, all.length]));

/** Tries a draft on stored texts. It is one part: done twice it writes the same row, but for records that came meanwhile. */
export const taxonomyTrial = defineJob({
  kind: 'taxonomyTrial',
  input: Input,
  checkpoint: z.object({}),
  async part(ctx, { jobId }, { nodes, filter = everything, sample }) {
    const hash = hashOf(nodes);
    const seed = hash.slice(0, 16);
    const { pool, examined, unsupported } = await poolOf(ctx, filter);
    const texts = stratified(pool, sample, seed);
    // Compared with what was saved the moment before, also elsewhere.
    forgetSettings(ctx);
    forgetTaxonomy(ctx);
    const { taxonomy } = await taxonomyInForce(ctx);
    const trialId = trialIdOf(jobId as Parameters<typeof trialIdOf>[0]);
    const trial: StoredTrial = {
      trialId,
      finishedAt: ctx.now.toISOString(),
      hash,
      seed,
      examined,
      unsupported,
      texts: countBy(texts.map(({ language }) => language)),
      sources: countBy(texts.map(({ source }) => source)),
      ...compare(nodes, taxonomy.nodes, texts),
      warnings: warningsIn(nodes)
        .map(({ pointer = '', detail }) => ({ pointer, detail }))
        .slice(0, MOST_WARNINGS),
      feedbackIds: texts.map(({ id }) => id),
      languages: texts.map(({ language }) => language),
    };
    const expiresAt = Math.floor(ctx.now.getTime() / 1_000) + KEPT_DAYS * 86_400;
    await ctx.db.send(
      new PutCommand({ TableName: tableName(), Item: { ...trialKey(ctx, trialId), ...trial, expiresAt } }),
    );
    return { done: texts.length, total: texts.length, result: { trialId } };
  },
});
