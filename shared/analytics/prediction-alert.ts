import { endSystemAlert, openSystemAlert } from '../alert/system.ts';
import type { Context } from '../kernel/context.ts';
import { newestModels } from './prediction.store.ts';

const OFF = { kind: 'prediction_off', key: 'csat' } as const;

/** Opens the alert about a prediction that was turned off, and ends it once it is used again: as it is now, whatever was told. */
export async function watchPrediction(ctx: Context): Promise<void> {
  const [model] = await newestModels(ctx, 1);
  if (model?.state !== 'off') return endSystemAlert(ctx, OFF);
  const facts = { nights: model.live?.nights ?? 0 };
  await openSystemAlert(ctx, { ...OFF, severity: 'warning', facts, occurrence: model.modelId });
}
