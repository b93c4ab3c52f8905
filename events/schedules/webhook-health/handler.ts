import { emitMetric } from '../../../shared/kernel/log.ts';
import { breakersOf } from '../../../shared/webhook/breakers.ts';
import { onSchedule } from '../../on-schedule.ts';

/** Tells two metrics, over all companies: webhooks that are enabled, and those whose receiver fails. */
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
    emitMetric('webhooks_enabled', total.enabled);
    emitMetric('webhook_breakers_open', total.open);
  }
};
