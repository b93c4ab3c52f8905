import { counted } from '../../texts/texts.ts';
import type { Words } from './en.ts';

export const fr: Words = {
  title: 'Tri',
  waiting: (n) => counted(n, { one: '# attend une décision', other: '# attendent une décision' }),
  old: (n) => counted(n, { other: '# depuis plus de 14 jours' }),
  nothing: 'Rien n’attend. Les nouveaux retours à trancher apparaissent ici.',
  record: 'Ce qui a été dit',
  decide: 'Ce qu’on en fait',
  choices: { engineering: 'Technique', roadmap: 'Feuille de route', quick_win: 'Gain rapide', nothing: 'Rien' },
  duplicate: 'Doublon',
  voices: (n) => counted(n, { one: '# personne', other: '# personnes' }),
  open: 'Ouvrir l’enregistrement',
  details: 'Ce qu’on en sait',
  impact: 'Portée',
  impacts: { high: 'forte', medium: 'moyenne', low: 'faible' },
  suggested: 'suggéré',
  oftenChanged: '– souvent modifié',
  initiative: 'Relier à une initiative',
  similar: 'Dit la même chose ?',
  noSimilar: 'Rien de semblable en 90 jours.',
  alike: (share) => `${share} identique`,
  isDuplicate: 'C’est un doublon de ceci',
  changedMeanwhile: 'Quelqu’un l’a modifié entre-temps.',
  tooLate: 'Il est trop tard pour annuler : dix minutes sont passées.',
};
