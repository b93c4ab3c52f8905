import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { AnswerView } from '../web/survey/answer-page.tsx';
import type { Figure } from './figure.ts';
import { surveyLanguages } from '../shared/survey-template/localized.schema.ts';
import { readyMade } from '../shared/survey-template/ready-made/ready-made.ts';
import { SurveyTemplateInput } from '../shared/survey-template/survey-template.schema.ts';

type Render = { answerPage: (view: AnswerView) => { html: string } };

/** All bytes of the largest ready-made answer page, gzipped, and how many requests it takes to show it. */
export async function pageFigures(): Promise<Figure[]> {
  const { answerPage } = await renderer();
  const pages = Object.values(readyMade).flatMap((draft) =>
    surveyLanguages.map((language) => {
      const template = SurveyTemplateInput.parse(draft);
      const path = `/s/${'x7Kq'.repeat(19)}`;
      const view = { template, language, company: 'Acme Motors', brand: template.brand, answers: {}, action: path };
      return answerPage({ ...view, nonce: 'Yd82kPq0ZmXo1LrT7sHvWcBn', unsubscribeUrl: `${path}/unsubscribe` }).html;
    }),
  );
  const bytes = Math.max(...pages.map((html) => gzipSync(html).length));
  const requests =
    1 + Math.max(...pages.map((html) => html.match(/<(?:img|script src|link rel="stylesheet")/g)?.length ?? 0));
  return [
    { row: '11', name: 'survey page, all bytes gzipped', value: bytes, unit: 'B', goal: 6_144, exact: true },
    { row: '11', name: 'survey page, requests', value: requests, goal: 1, exact: true },
  ];
}

/** Node does not read JSX by itself, so the page is bundled as the function is. */
async function renderer(): Promise<Render> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../web/survey/answer-page.tsx')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  });
  return (await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`
  )) as Render;
}
