import type { Words } from './en.ts';

export const fr: Words = {
  about: 'Bilans qui se font d’eux-mêmes.',
  toReviews: 'Vers les bilans',
  when: 'Quand ils sont faits, et qui est prévenu',
  weekly: 'Chaque semaine',
  weeklyHelp: 'Ce qui attend le tri.',
  weekday: 'Jour de la semaine',
  weeklyAt: 'Heure (hebdomadaire)',
  monthly: 'Chaque mois',
  monthlyHelp: 'Quelles sortes de demandes ont augmenté.',
  monthlyDay: 'Jour du mois suivant',
  monthlyAt: 'Heure (mensuel)',
  quarterly: 'Chaque trimestre',
  quarterlyHelp: 'Ce qui ne sera pas fait, et qui l’a demandé depuis.',
  quarterlyDay: 'Jour du mois suivant (trimestriel)',
  quarterlyAt: 'Heure (trimestriel)',
  roles: 'L’e-mail hebdomadaire va à tous ceux qui sont',
  recipientsHelp: 'Personne ne le reçoit si nul n’est nommé ici ou dessous.',
  people: 'Et à quelqu’un par son nom',
  choose: 'Choisir…',
};
