import type { Words } from './en.ts';

export const ar: Words = {
  about: 'من فعل ماذا بأي سجل، الأحدث أولًا. لا تتغير القيود أبدًا ولا تحوي قيمًا.',
  month: 'الشهر (UTC)',
  actor: 'من (المعرّف)',
  record: 'السجل (المعرّف)',
  when: 'متى',
  who: 'من',
  what: 'ماذا',
  which: 'السجل',
  history: 'السجل الزمني',
  none: 'لم يتغير شيء هذا الشهر بعد.',
  only: (what) => `فقط: ${what}`,
  kinds: {
    user: 'شخص',
    machine: 'آلة',
    system: 'Heed',
    public: 'زائر',
    tracker: 'أداة تتبع',
  },
};
