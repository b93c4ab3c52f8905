import * as z from 'zod';
import { defineJob } from '../job/define.ts';
import { trainPrediction } from './train-prediction.ts';

const Nothing = z.object({});

/** Trains the prediction. Done twice it is trained twice, and the newest counts. */
export const trainingJob = defineJob({
  kind: 'trainPrediction',
  input: Nothing,
  checkpoint: Nothing,
  async part(ctx) {
    const { state, n, modelId } = await trainPrediction(ctx);
    return { done: n, result: { state, modelId } };
  },
});
