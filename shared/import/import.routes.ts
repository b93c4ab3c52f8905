import * as z from 'zod';
import { defineRoutes, type Route } from '../http/contract.ts';
import {
  CreateImport,
  ImportFeedback,
  ImportJob,
  ImportPresets,
  ImportPreview,
  ImportUpload,
  oneImport as params,
  PreviewImport,
  RollBackImport,
} from './import.schema.ts';

const path = '/api/crm/imports';
const permission = 'imports:write';
const TOO_LARGE = 'The body is too large; send a file to what POST /api/crm/imports/uploads answers.';

const report = (name: 'errors' | 'rejected', summary: string) =>
  ({
    method: 'GET',
    path: `${path}/{jobId}/${name}`,
    summary,
    description: 'Leads to a CSV file by a link that is good for ten minutes. 404 where no row was refused.',
    permission,
    params,
    reply: { 302: null },
  }) as const satisfies Route;

export const importRoutes = defineRoutes('import', {
  upload: {
    method: 'POST',
    path: `${path}/uploads`,
    summary: 'Get a form to send a file with',
    description:
      'One file of at most 100 MB, within an hour. CSV, TSV, NDJSON and JSON arrays may have 500 000 rows, also gzipped; workbooks (XLSX) 20 MB and 100 000 rows.',
    permission,
    body: z.strictObject({}).meta({ id: 'StartUpload' }),
    reply: { 201: ImportUpload },
  },
  preview: {
    method: 'POST',
    path: `${path}/preview`,
    summary: 'Preview the beginning of an uploaded file',
    description: 'Its columns, what they may be, and its first rows as they would be stored.',
    permission,
    body: PreviewImport,
    reply: { 200: ImportPreview },
  },
  presets: {
    method: 'GET',
    path: `${path}/presets`,
    summary: 'List where files may come from',
    permission,
    reply: { 200: ImportPresets },
  },
  start: {
    method: 'POST',
    path,
    summary: 'Start an import',
    description:
      'The whole file is read and checked first; where it is broken, or more of its rows than `maxErrorShare` are, nothing is written. Then it is `staged` and waits for `apply`, or goes on at once without `dryRun`. `(source, externalId)` says which record a row is: a newer `sourceUpdatedAt` wins, equal content writes nothing. Follow, pause and cancel it by `/jobs/{jobId}`. At most three at a time.',
    permission,
    body: CreateImport,
    reply: { 202: ImportJob },
    problems: ['conflict'],
    insteadOfLarge: TOO_LARGE,
  },
  apply: {
    method: 'POST',
    path: `${path}/{jobId}/apply`,
    summary: 'Write what was checked',
    description: '409 unless it is staged.',
    permission,
    params,
    body: z.strictObject({}).meta({ id: 'ApplyImport' }),
    reply: { 202: ImportJob },
    problems: ['conflict', 'not-staged'],
  },
  rollback: {
    method: 'POST',
    path: `${path}/{jobId}/rollback`,
    summary: 'Undo an import as a whole',
    description:
      'For 30 days: what it made is deleted, what it changed is as it was. What was changed since stays, unless `force`. 409 before it has ended and a second time.',
    permission,
    params,
    body: RollBackImport,
    reply: { 202: ImportJob },
    problems: ['conflict', 'undo-expired'],
  },
  errors: report('errors', 'Get what is wrong with refused rows'),
  rejected: report('rejected', 'Get refused rows as they were sent'),
});

/** The short form, below the noun that it makes. */
export const feedbackImportRoutes = defineRoutes('feedback-import', {
  importFeedback: {
    method: 'POST',
    path: '/api/crm/feedback/import',
    summary: 'Import feedback from a short file',
    description: 'As `POST /api/crm/imports`, with the file in the request.',
    permission,
    body: ImportFeedback,
    reply: { 202: ImportJob },
    problems: ['conflict'],
    insteadOfLarge: TOO_LARGE,
  },
});
