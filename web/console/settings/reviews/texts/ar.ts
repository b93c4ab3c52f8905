import type { Words } from './en.ts';

export const ar: Words = {
  about: 'مراجعات تُعد تلقائيًا.',
  toReviews: 'إلى المراجعات',
  when: 'متى تُعد ومن يُبلَّغ بها',
  weekly: 'كل أسبوع',
  weeklyHelp: 'ما ينتظر الفرز.',
  weekday: 'يوم الأسبوع',
  weeklyAt: 'الوقت (أسبوعيًا)',
  monthly: 'كل شهر',
  monthlyHelp: 'أي أنواع الطلبات ازدادت.',
  monthlyDay: 'يوم من الشهر التالي',
  monthlyAt: 'الوقت (شهريًا)',
  quarterly: 'كل ربع سنة',
  quarterlyHelp: 'ما لن يُنفَّذ، ومن طلبه منذ ذلك.',
  quarterlyDay: 'يوم من الشهر التالي (ربع سنوي)',
  quarterlyAt: 'الوقت (ربع سنوي)',
  roles: 'تذهب الرسالة الأسبوعية إلى كل من دوره',
  recipientsHelp: 'لا يتلقاها أحد ما لم يُذكر هنا أو أدناه.',
  people: 'وإلى شخص بالاسم',
  choose: 'اختر…',
};
