import { defineEvents } from '../kernel/events.ts';
import { StoredModel } from './prediction.schema.ts';

export const predictionEvents = defineEvents('predictionModel', StoredModel, {
  id: 'modelId',
  actions: { train: ['ModelTrained', 'The prediction of satisfaction was trained, and may be used or not.'] },
  facts: ['trainedAt', 'state', 'reason', 'n', 'holdOut', 'live'],
});
