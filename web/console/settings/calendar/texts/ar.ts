import type { Words } from './en.ts';
import { counted } from '../../../texts/texts.ts';

export const ar: Words = {
  about: 'أوقات العمل: بها تُحسب المواعيد النهائية.',
  calendars: 'التقاويم',
  create: 'تقويم جديد',
  id: 'المعرّف',
  idHelp: '‏a-z و0-9 و. و_ و-؛ لا يمكن تغييره لاحقًا',
  name: 'الاسم',
  timeZone: 'المنطقة الزمنية',
  weekly: 'كل أسبوع',
  closed: 'مغلق',
  addHours: 'إضافة ساعات',
  addHoursOn: (day) => `إضافة ساعات: ${day}`,
  from: 'من',
  to: 'إلى',
  exceptions: 'أيام أخرى',
  exceptionsHelp: 'العطل والأيام ذات الساعات المختلفة.',
  addDay: 'إضافة يوم',
  day: 'اليوم',
  days: (n) =>
    counted(n, {
      zero: 'لا أيام أخرى',
      one: 'يوم آخر واحد',
      two: 'يومان آخران',
      few: '# أيام أخرى',
      other: '# يوم آخر',
    }),
  builtIn: 'مدمج',
};
