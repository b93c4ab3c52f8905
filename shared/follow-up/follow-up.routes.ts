import * as z from 'zod';
import { FeedbackId, FollowUpStatus } from '../feedback/feedback.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { ItemProblem } from '../http/items.schema.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { FollowUpSettings, PutFollowUpSettings } from './follow-up-settings.schema.ts';
import {
  AddNote,
  AssignFollowUp,
  ChangeFollowUps,
  CloseFollowUp,
  ContactMade,
  FollowUpFilter,
  OpenFollowUp,
  PatchFollowUp,
  ReopenFollowUp,
  WriteMessage,
  whose,
} from './follow-up.requests.schema.ts';
import { Message } from '../message/message.schema.ts';
import { FollowUp, FollowUpCard, FollowUpId } from './follow-up.schema.ts';

const path = '/api/crm/follow-ups';
const one = z.object({ followUpId: FollowUpId });
const ofFeedback = {
  path: '/api/crm/feedback/{feedbackId}/follow-up',
  params: z.object({ feedbackId: FeedbackId }),
} as const;
const step = {
  method: 'POST',
  params: one,
  permission: 'workflow:own',
  ifMatch: true,
  reply: { 200: FollowUp },
  problems: ['conflict', 'version-conflict'],
} as const;

const count = z.int().min(0);
const Counts = z
  .object({ pending: count, inProgress: count, unassigned: count, requested: count, overdue: count, dueToday: count })
  .meta({
    id: 'FollowUpCounts',
    description: 'Of what is open: in the company, or of the person who is asked for or may see their own only.',
  });

/** The duty to come back to a customer: who has it, by when, and what came of it. */
export const followUpRoutes = defineRoutes('follow-up', {
  list: {
    method: 'GET',
    path,
    summary: 'List follow-ups',
    description:
      'Open ones by their due times, overdue ones first; closed ones newest first. All given filters must hold. Whoever is an agent sees their own.',
    permission: 'workflow:read',
    query: FollowUpFilter.extend(pageQuery),
    reply: { 200: pageOf(FollowUp, { counts: Counts }) },
  },
  board: {
    method: 'GET',
    path: `${path}/board`,
    summary: 'Get the board of follow-ups',
    description: 'Up to 50 of each status, in the order of the list.',
    permission: 'workflow:read',
    query: z.strictObject(whose),
    reply: {
      200: z.object({
        columns: z.array(
          z.object({
            status: FollowUpStatus,
            items: z.array(FollowUpCard),
            more: z.boolean().meta({ description: 'Whether the list has further ones.' }),
          }),
        ),
        counts: Counts,
      }),
    },
  },
  changeMany: {
    method: 'POST',
    path: `${path}/bulk`,
    summary: 'Change up to 200 follow-ups',
    description: 'Each for itself: one that is refused spoils no other.',
    permission: 'workflow:write',
    body: ChangeFollowUps,
    reply: {
      200: z.object({
        results: z.array(
          z
            .object({ index: z.int().min(0), status: z.int().meta({ example: 200 }), problem: ItemProblem.optional() })
            .meta({ id: 'FollowUpResult' }),
        ),
      }),
    },
  },
  get: {
    method: 'GET',
    path: `${path}/{followUpId}`,
    params: one,
    summary: 'Get a follow-up',
    permission: 'workflow:read',
    reply: { 200: FollowUp },
  },
  take: {
    ...step,
    path: `${path}/{followUpId}/take`,
    summary: 'Take a follow-up',
    description: 'Whoever takes it owns it, and it is in progress. 409 where somebody else has it.',
  },
  assign: {
    ...step,
    path: `${path}/{followUpId}/assign`,
    summary: 'Assign a follow-up',
    description: 'Unless by `force`, 409 for people whom the company does not know or outside of its pool.',
    permission: 'workflow:write',
    body: AssignFollowUp,
  },
  contact: {
    ...step,
    path: `${path}/{followUpId}/contacts`,
    summary: 'Record an attempt to reach the customer',
    description: 'The first one of a cycle is its first touch.',
    body: ContactMade,
    reply: { 201: FollowUp },
  },
  note: {
    ...step,
    path: `${path}/{followUpId}/notes`,
    summary: 'Write a note',
    body: AddNote,
    reply: { 201: FollowUp },
  },
  messages: {
    method: 'GET',
    path: `${path}/{followUpId}/messages`,
    params: one,
    summary: 'List the messages of a follow-up',
    description: 'The newest first, with what became of each. Texts are kept for 400 days.',
    permission: 'workflow:read',
    reply: { 200: z.object({ items: z.array(Message) }) },
  },
  message: {
    method: 'POST',
    path: `${path}/{followUpId}/messages`,
    params: one,
    summary: 'Write to the customer of a follow-up',
    description:
      'An e-mail to the address that the record names, sent within a minute or two. It is a contact, and so may be the first touch. 409 `message-refused` with the `decision` where the person must not be written to.',
    permission: 'workflow:own',
    body: WriteMessage,
    reply: { 202: Message },
    problems: ['conflict', 'message-refused'],
  },
  close: { ...step, path: `${path}/{followUpId}/close`, summary: 'Close a follow-up', body: CloseFollowUp },
  reopen: {
    ...step,
    path: `${path}/{followUpId}/reopen`,
    summary: 'Open a closed follow-up again',
    description:
      'Begins another cycle with the same owner if they are there, else with another of its pool or none; the one before stays as it was.',
    body: ReopenFollowUp,
  },
});

/** What of it stands below other nouns: the one of a record, and the settings. */
export const recordFollowUpRoutes = defineRoutes('record-follow-up', {
  open: {
    method: 'POST',
    ...ofFeedback,
    summary: 'Open the follow-up of a record',
    description:
      'A record has one. 200 where it is open already; a closed one is opened again, with the note as reason.',
    permission: 'workflow:write',
    body: OpenFollowUp,
    reply: { 201: FollowUp, 200: FollowUp },
    problems: ['conflict'],
  },
  patch: {
    method: 'PATCH',
    ...ofFeedback,
    summary: 'Change the follow-up of a record',
    description: 'By the rules of the single steps: of owner, urgency, closing and reopening.',
    permission: 'workflow:write',
    body: PatchFollowUp,
    ifMatch: true,
    reply: { 200: FollowUp },
    problems: ['conflict', 'version-conflict'],
  },
  settings: {
    method: 'GET',
    path: '/api/crm/settings/follow-up',
    summary: 'Get the settings of follow-ups',
    description: 'With the defaults of what was never set.',
    permission: 'workflow:read',
    reply: { 200: FollowUpSettings },
  },
  putSettings: {
    method: 'PUT',
    path: '/api/crm/settings/follow-up',
    summary: 'Replace the settings of follow-ups',
    description: 'What is left out takes its default. What is open keeps its due times.',
    permission: 'workflow:write',
    body: PutFollowUpSettings,
    ifMatch: true,
    reply: { 200: FollowUpSettings },
    problems: ['version-conflict'],
  },
});
