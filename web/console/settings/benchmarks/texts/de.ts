import type { Words } from './en.ts';

export const de: Words = {
  about: 'Veröffentlichte Werte neben den eigenen. Jeder nennt seine Quelle.',
  create: 'Neuer Vergleichswert',
  none: 'Noch kein Vergleichswert. Tragen Sie einen veröffentlichten Wert ein; die Übersicht zeigt ihn neben Ihrem.',
  metric: 'Kennzahl',
  industry: 'Branche',
  region: 'Region',
  value: 'Wert',
  valueHelp: 'In der Einheit der Kennzahl',
  low: 'Üblich, unteres Ende',
  high: 'Üblich, oberes Ende',
  n: 'Antworten, auf denen er beruht',
  spread: 'Standardabweichung',
  method: 'Wie die Quelle dazu kam',
  sourceTitle: 'Quelle',
  sourceUrl: 'Adresse der Quelle',
  publishedOn: 'Veröffentlicht am',
  asOf: 'Gilt für Tage bis',
  validTo: 'Veraltet nach',
  directional: 'nur eine Richtung: die Quelle nennt keine Anzahl',
  outdated: 'veraltet',
};
