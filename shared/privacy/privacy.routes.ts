import * as z from 'zod';
import { defineRoutes, type Route } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import {
  CompleteRequest,
  CreateDataRequest,
  DataRequest,
  DataRequestFilter,
  DataRequestId,
  EditDataRequest,
  ExtendRequest,
  HoldRequest,
  Receipt,
  RejectRequest,
  ReleaseRequest,
  VerifyRequest,
} from './data-request.schema.ts';

const path = '/api/crm/privacy/requests' as const;
const one = `${path}/{requestId}` as const;
const params = z.object({ requestId: DataRequestId });
const permission = 'privacy:write' as const;

/** A step of a request; one that has ended refuses it with 409. */
const step = <const Name extends string, Body extends z.ZodType>(
  name: Name,
  summary: string,
  description: string,
  body: Body,
) =>
  ({
    method: 'POST',
    path: `${one}/${name}`,
    summary,
    description,
    permission,
    params,
    body,
    reply: { 200: DataRequest },
    problems: ['conflict'],
  }) as const satisfies Route;

/** Requests of data subjects: what people ask for concerning their own data. */
export const privacyRoutes = defineRoutes('privacy', {
  list: {
    method: 'GET',
    path,
    summary: 'List requests of data subjects',
    description: 'Newest first. All given filters must hold.',
    permission,
    query: DataRequestFilter.extend(pageQuery),
    reply: { 200: pageOf(DataRequest) },
  },
  create: {
    method: 'POST',
    path,
    summary: 'Write a request of a data subject down',
    description:
      'It is due a calendar month after it was received, with `ccpa` 45 days after; `DataRequestDue` reminds of it 7 days and a day before. 400 where that time is up already.',
    permission,
    body: CreateDataRequest,
    reply: { 201: DataRequest },
  },
  get: {
    method: 'GET',
    path: one,
    summary: 'Get a request of a data subject',
    permission,
    params,
    reply: { 200: DataRequest },
  },
  edit: {
    method: 'PATCH',
    path: one,
    summary: 'Change what is noted of a request',
    permission,
    params,
    body: EditDataRequest,
    ifMatch: true,
    reply: { 200: DataRequest },
    problems: ['conflict'],
  },
  verify: step('verify', 'Record that the person is who the data is about', 'Needed before completing.', VerifyRequest),
  extend: step(
    'extend',
    'Give a request more time',
    'Once: two months more, with `ccpa` 45 days. 409 the second time, and where its time is up.',
    ExtendRequest,
  ),
  reject: step(
    'reject',
    'Close a request without doing what was asked',
    'On a ground that the law knows.',
    RejectRequest,
  ),
  hold: step(
    'hold',
    'Set a legal hold on a request',
    'The data has to be kept. Completing an erasure is refused meanwhile, and says why.',
    HoldRequest,
  ),
  release: step(
    'release',
    'Release a legal hold',
    'Of a restriction that was completed it ends the restriction.',
    ReleaseRequest,
  ),
  complete: {
    ...step(
      'complete',
      'Submit what was asked for to be done',
      '202 with `access`, `portability` and `erasure`, which a job does; the others are done with the answer. 409 before the identity is verified, and with an erasure under a legal hold. Again is no error.',
      CompleteRequest,
    ),
    reply: { 200: DataRequest, 202: DataRequest },
  },
  receipt: {
    method: 'GET',
    path: `${one}/receipt`,
    summary: 'Get the receipt of a completed request',
    description:
      'How many records of each kind, and links to files, which are kept for 7 days. 409 before it is completed.',
    permission,
    params,
    reply: { 200: Receipt },
    problems: ['conflict'],
  },
});
