import * as z from 'zod';
import { AlertId } from '../../../shared/alert/alert.schema.ts';
import { tellSystemAlert } from '../../../shared/alert/system.ts';
import { watchEndpoint } from '../../../shared/alert/system-watch.ts';
import { idSchema } from '../../../shared/fields/ids.schema.ts';
import { Severity } from '../../../shared/fields/severity.schema.ts';
import type { Context } from '../../../shared/kernel/context.ts';
import { alertMail } from '../../../web/mail/alert-mail.tsx';
import { onEvent } from '../../on-event.ts';

const OfAlert = z.object({ alertId: AlertId, source: z.string(), severity: Severity });
const OfEndpoint = z.object({ endpointId: idSchema('webhook') });

const ofAlert = async (ctx: Context, detail: object, type: string): Promise<void> => {
  const { alertId, source, severity } = OfAlert.parse(detail);
  if (source !== 'system') return;
  await tellSystemAlert(ctx, { alertId, step: type === 'AlertOpened' ? 'opened' : `raised-${severity}` }, alertMail);
};

/** Whatever an event tells, what it is about is looked at as it is now: order and repetition change nothing. */
export const handler = onEvent({
  name: 'system-alerts',
  detail: z.looseObject({ companyId: z.string() }),
  companyOf: ({ companyId }) => companyId,
  async act(ctx, detail, type) {
    if (type.startsWith('Alert')) await ofAlert(ctx, detail, type);
    else await watchEndpoint(ctx, OfEndpoint.parse(detail));
  },
});
