import * as z from 'zod';
import { defineRoutes } from '../http/contract.ts';
import { crud, putOf } from '../http/crud.ts';
import {
  CheckedSchedule,
  CheckSchedule,
  CreateReport,
  EditReport,
  Report,
  ReportDetail,
  ReportFaults,
  ReportFilter,
  ReportId,
  TransferReport,
  ValidateReport,
} from './report.schema.ts';
import { Gallery, GalleryQuery } from './gallery.schema.ts';

const params = { reportId: ReportId };
const path = '/api/crm/reports';
const read = 'reports:read';
const write = 'reports:write';
const kind = {
  names: ['a report', 'reports'],
  path,
  params,
  read,
  write,
  record: Report,
  create: CreateReport,
  edit: EditReport,
  filter: ReportFilter,
} as const;
const ofRecords = crud(kind);
const problems = ['conflict'] as const;
const step = {
  method: 'POST',
  params: z.object(params),
  permission: write,
  ifMatch: true,
  reply: { 200: Report },
  problems: ['conflict', 'version-conflict'],
} as const;

export const reportRoutes = defineRoutes('report', {
  gallery: {
    method: 'GET',
    path: `${path}/gallery`,
    summary: 'List ready-made reports',
    description: 'To be copied: each is the body of a new report, a draft without recipients.',
    permission: read,
    query: GalleryQuery,
    reply: { 200: Gallery },
  },
  ...ofRecords,
  create: {
    ...ofRecords.create,
    description: 'Unless it is a draft, all that keeps it from being computed is refused at once.',
    problems,
  },
  get: { ...ofRecords.get, reply: { 200: ReportDetail } },
  edit: { ...ofRecords.edit, problems },
  put: { ...putOf(kind), problems },
  validate: {
    method: 'POST',
    path: `${path}/validate`,
    summary: 'Check a report, and explain all that keeps it from being saved',
    permission: write,
    body: ValidateReport,
    reply: { 200: ReportFaults },
  },
  schedule: {
    method: 'POST',
    path: `${path}/schedule`,
    summary: 'Show a schedule in words, with its next times',
    permission: read,
    body: CheckSchedule,
    reply: { 200: CheckedSchedule },
  },
  pause: { ...step, path: `${path}/{reportId}/pause`, summary: 'Send a report no more until it is resumed' },
  resume: {
    ...step,
    path: `${path}/{reportId}/resume`,
    summary: 'Send a report again from its next time on',
    description: 'What was missed stays missed.',
  },
  transfer: {
    ...step,
    path: `${path}/{reportId}/transfer`,
    summary: 'Give a report to another owner',
    body: TransferReport,
    description: 'It is computed with what they may read.',
  },
});
