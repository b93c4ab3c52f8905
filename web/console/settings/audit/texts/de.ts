import type { Words } from './en.ts';

export const de: Words = {
  about: 'Wer was mit welchem Datensatz tat, Neuestes zuerst. Einträge ändern sich nie und enthalten keine Werte.',
  month: 'Monat (UTC)',
  actor: 'Wer (Kennung)',
  record: 'Datensatz (Kennung)',
  when: 'Wann',
  who: 'Wer',
  what: 'Was',
  which: 'Datensatz',
  history: 'Verlauf',
  none: 'In diesem Monat wurde noch nichts geändert.',
  only: (what) => `Nur: ${what}`,
  kinds: {
    user: 'Person',
    machine: 'Maschine',
    system: 'Heed',
    public: 'Gast',
    tracker: 'Tracker',
  },
};
