import { activityTexts } from '../activities/texts/texts.ts';
import { contactTexts } from '../contacts/texts/texts.ts';
import { documentTexts } from '../documents/texts/texts.ts';
import { surveysTexts } from '../surveys/texts/texts.ts';
import { customerTexts } from './texts/texts.ts';

/** Loads the words of all parts of a customer's page; apart, so that the first screen does not know of them. */
export const loadWords = () =>
  Promise.all(
    [customerTexts, activityTexts, contactTexts, documentTexts, surveysTexts].map(async (words) => words.load()),
  );
