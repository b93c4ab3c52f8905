export const en = {
  about: 'Who did what to which record, newest first. Entries are never changed and hold no values.',
  month: 'Month (UTC)',
  actor: 'Who (id)',
  record: 'Record (id)',
  when: 'When',
  who: 'Who',
  what: 'What',
  which: 'Record',
  history: 'History',
  none: 'Nothing was changed in this month yet.',
  only: (what: string) => `Only: ${what}`,
  kinds: {
    user: 'person',
    machine: 'machine',
    system: 'Heed',
    public: 'visitor',
    tracker: 'tracker',
  },
};
export type Words = typeof en;
