import { templateTexts } from './texts/template/texts.ts';

/** What the parts of a template are called on this screen. */
export function partNames(): Record<string, string> {
  const e = templateTexts();
  return {
    name: e.name,
    type: e.type,
    description: e.description,
    anonymous: e.anonymous,
    languages: e.languages,
    subject: e.subject,
    title: e.title,
    intro: e.intro,
    thanks: e.thanks,
    whatHappensNext: e.next,
    questions: e.questions,
    ratingScale: e.ratingScale,
    triggerEvents: e.occasions,
    brand: e.brand,
    sendDelayHours: e.delay,
    reminderDelayHours: e.reminders,
    expiryDays: e.expiry,
    editWindowHours: e.editWindow,
    quietPeriodDays: e.quiet,
    dailyCap: e.cap,
    samplePercent: e.sample,
    active: e.saveDraft,
  };
}

/** Where in a template something is wrong, as this screen calls it. */
export function placeName(path: string): string {
  const [part = '', place] = path.split('/');
  return part === 'questions' && place !== undefined
    ? templateTexts().question(Number(place) + 1)
    : (partNames()[part] ?? path);
}
