import { counted } from '../../texts/texts.ts';
import type { Words } from './en.ts';

export const ar: Words = {
  title: 'الفرز',
  waiting: (n) =>
    counted(n, {
      zero: 'لا شيء ينتظر قرارًا',
      one: 'واحد ينتظر قرارًا',
      two: 'اثنان ينتظران قرارًا',
      few: '# تنتظر قرارًا',
      other: '# ينتظر قرارًا',
    }),
  old: (n) => counted(n, { other: '# منذ أكثر من 14 يومًا' }),
  nothing: 'لا شيء ينتظر. الآراء الجديدة التي تحتاج إلى قرار تظهر هنا.',
  record: 'ما قيل',
  decide: 'ماذا يُفعل به',
  choices: { engineering: 'الهندسة', roadmap: 'خارطة الطريق', quick_win: 'إنجاز سريع', nothing: 'لا شيء' },
  duplicate: 'مكرر',
  voices: (n) => counted(n, { one: 'شخص واحد', two: 'شخصان', few: '# أشخاص', many: '# شخصًا', other: '# شخص' }),
  open: 'فتح السجل',
  details: 'ما يُعرف عنه',
  impact: 'الأثر',
  impacts: { high: 'عالٍ', medium: 'متوسط', low: 'منخفض' },
  suggested: 'مقترح',
  oftenChanged: '– يُغيَّر كثيرًا',
  initiative: 'الربط بمبادرة',
  similar: 'هل يقول الشيء نفسه؟',
  noSimilar: 'لا شيء مشابه خلال 90 يومًا.',
  alike: (share) => `تطابق ${share}`,
  isDuplicate: 'إنه مكرر لهذا',
  changedMeanwhile: 'غيّره شخص آخر في هذه الأثناء.',
  tooLate: 'فات أوان التراجع: مضت عشر دقائق.',
};
