import { emitMetric } from '../../../shared/kernel/log.ts';
import { breakersOf } from '../../../shared/webhook/breakers.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Of so few webhooks one that is down says nothing about us. */
const TOO_FEW = 4;

/** Tells as a metric of how many webhooks of all companies, in percent, the receiver fails. */
export const handler: ReturnType<typeof onSchedule> = async (event, lambda) => {
  const total = { enabled: 0, open: 0 };
  const countAll = onSchedule('webhook-health', async (ctx) => {
    const { enabled, open } = await breakersOf(ctx);
    total.enabled += enabled;
    total.open += open;
    return {};
  });
  try {
    await countAll(event, lambda);
  } finally {
    const percent = total.enabled > TOO_FEW ? (100 * total.open) / total.enabled : 0;
    emitMetric('webhook_breakers_open_percent', Math.round(percent));
  }
};
