import type { Words } from './en.ts';

export const ar: Words = {
  title: 'المستندات',
  none: 'لا توجد ملفات هنا.',
  add: 'إضافة ملف',
  file: 'الملف',
  fileHelp: (size) => `ملفات PDF وصور وملفات أوفيس ونصوص ورسائل؛ بحد أقصى ${size}.`,
  kind: 'النوع',
  kinds: {
    contract: 'عقد',
    id: 'وثيقة هوية',
    invoice: 'فاتورة',
    photo: 'صورة',
    service_report: 'تقرير صيانة',
    consent: 'موافقة',
    other: 'أخرى',
  },
  name: 'الملف',
  size: 'الحجم',
  filed: 'أُودع',
  states: { pending: 'قيد الفحص', ready: 'فُحص', rejected: 'مرفوض' },
  send: 'إرسال',
  sent: 'وصل الملف ويجري فحصه',
  choose: 'اختر ملفًا.',
  notSent: 'تعذّر إرسال الملف. حاول مرة أخرى.',
  faults: {
    type: (_size) => 'لا تُحفظ ملفات من هذا النوع.',
    empty: (_size) => 'الملف فارغ.',
    large: (size) => `الملف أكبر من ${size}.`,
  },
};
