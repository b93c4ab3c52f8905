import type { Words } from './en.ts';

export const fr: Words = {
  about:
    'Qui a fait quoi à quel enregistrement, le plus récent d’abord. Les entrées ne changent jamais et ne contiennent pas de valeurs.',
  month: 'Mois (UTC)',
  actor: 'Qui (id)',
  record: 'Enregistrement (id)',
  when: 'Quand',
  who: 'Qui',
  what: 'Quoi',
  which: 'Enregistrement',
  history: 'Historique',
  none: 'Rien n’a encore été modifié ce mois-ci.',
  only: (what) => `Seulement : ${what}`,
  kinds: {
    user: 'personne',
    machine: 'machine',
    system: 'Heed',
    public: 'visiteur',
    tracker: 'outil de suivi',
  },
};
