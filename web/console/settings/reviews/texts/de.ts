import type { Words } from './en.ts';

export const de: Words = {
  about: 'Rückblicke, die von selbst entstehen.',
  toReviews: 'Zu den Rückblicken',
  when: 'Wann sie entstehen und wer davon erfährt',
  weekly: 'Jede Woche',
  weeklyHelp: 'Was auf Sichtung wartet.',
  weekday: 'Wochentag',
  weeklyAt: 'Uhrzeit (wöchentlich)',
  monthly: 'Jeden Monat',
  monthlyHelp: 'Welche Arten von Wünschen mehr geworden sind.',
  monthlyDay: 'Tag des Monats danach',
  monthlyAt: 'Uhrzeit (monatlich)',
  quarterly: 'Jedes Quartal',
  quarterlyHelp: 'Was nicht getan wird, und wer seitdem danach gefragt hat.',
  quarterlyDay: 'Tag des Monats danach (Quartal)',
  quarterlyAt: 'Uhrzeit (Quartal)',
  roles: 'Die wöchentliche E-Mail geht an alle mit der Rolle',
  recipientsHelp: 'Niemand bekommt sie, wenn weder hier noch unten jemand genannt ist.',
  people: 'Und an jemanden mit Namen',
  choose: 'Wählen…',
};
