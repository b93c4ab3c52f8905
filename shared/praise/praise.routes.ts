import * as z from 'zod';
import { FeedbackId } from '../feedback/feedback.parts.schema.ts';
import { defineRoutes } from '../http/contract.ts';
import { pageOf, pageQuery } from '../http/page.schema.ts';
import { ActOnPraise, Praise, PraiseFilter, ShownPraise } from './praise.schema.ts';

export const praiseRoutes = defineRoutes('praise', {
  list: {
    method: 'GET',
    path: '/api/crm/praise',
    summary: 'List praise',
    description:
      'The newest first: of an agent, or what managers have pinned. Chosen seconds after its analysis: satisfied or grateful customers, positive, 20 to 600 characters, none of anonymous surveys. Kept for 400 days.',
    permission: 'metrics:read',
    query: PraiseFilter.extend(pageQuery),
    reply: { 200: pageOf(ShownPraise) },
  },
  act: {
    method: 'POST',
    path: '/api/crm/praise/{feedbackId}',
    summary: 'Pin, hide or thank for praise',
    description:
      'Managers pin, hide with a reason, and thank, and may take back the first two. Agents hide and show their own. 409 where the record praises nobody, or is excluded. What is so already stays as it is.',
    permission: 'workflow:write',
    own: 'workflow:own',
    params: z.object({ feedbackId: FeedbackId }),
    body: ActOnPraise,
    reply: { 200: Praise },
    problems: ['conflict'],
  },
});
