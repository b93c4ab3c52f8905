import type { Words } from './en.ts';

export const fr: Words = {
  about: 'Valeurs publiées, montrées à côté des vôtres. Chacune a sa source.',
  create: 'Nouvelle valeur',
  none: 'Pas encore de valeur. Saisissez-en une, publiée : l’aperçu la montre à côté de la vôtre.',
  metric: 'Indicateur',
  industry: 'Secteur',
  region: 'Région',
  value: 'Valeur',
  valueHelp: 'Dans l’unité de l’indicateur',
  low: 'Habituel, borne basse',
  high: 'Habituel, borne haute',
  n: 'Réponses sur lesquelles elle repose',
  spread: 'Écart type',
  method: 'Comment la source l’a obtenue',
  sourceTitle: 'Source',
  sourceUrl: 'Adresse de la source',
  publishedOn: 'Publiée le',
  asOf: 'Porte sur les jours jusqu’au',
  validTo: 'Périmée après',
  directional: 'indicative : la source ne dit pas combien de réponses',
  outdated: 'périmée',
};
