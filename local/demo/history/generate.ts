import { type Asked, invitationOn } from './asked.ts';
import { drawOf, poisson } from './draw.ts';
import { effectsOn } from './effects.ts';
import { answerOf, feedbackOn, type Said } from './said.ts';
import { dayOf, DAYS, type Planted, plantedTruth } from './truth.ts';

const PER_DAY = 10.2;
const SURVEYS_PER_DAY = 5.4;

export type History = { said: Said[]; asked: Asked[]; truth: Planted };

/**
 * 24 months of a company until the day before `now`: feedback, and whom was asked with what came of it. The same for the
 * same seed on the same day; `planted: false` leaves all effects out, which `truth` would say.
 */
export function demoHistory({ seed, now, planted = true }: { seed: number; now: Date; planted?: boolean }): History {
  const draw = drawOf(seed);
  const said: Said[] = [];
  const asked: Asked[] = [];
  for (let index = 0; index < DAYS; index++) {
    const day = dayOf(now, index);
    const effects = effectsOn(day, index, planted);
    const count = poisson(draw, PER_DAY * effects.volume);
    for (let number = 0; number < count; number++) said.push(feedbackOn(draw, day, said.length, effects, planted));
    const invitations = poisson(draw, SURVEYS_PER_DAY);
    for (let number = 0; number < invitations; number++) {
      const one = invitationOn(draw, day, asked.length, effects, planted);
      asked.push(one);
      if (one.answer) said.push(answerOf(draw, one, one.answer));
    }
  }
  return { said, asked, truth: plantedTruth(now, seed) };
}
