import type { Words } from './en.ts';

export const ar: Words = {
  about: 'كيف تُبلَّغ بالتنبيهات. يخصك وحدك.',
  mail: 'البريد',
  digest: 'تصل الإشعارات',
  digests: {
    at_once: 'واحدًا واحدًا فورًا',
    hourly: 'مجمعة كل ساعة',
    daily: 'مجمعة مرة في اليوم',
  },
  dailyAt: 'تصل الرسالة اليومية في',
  quiet: 'ساعات الهدوء: لا بريد',
  noQuiet: 'لا شيء',
  from: 'من',
  to: 'إلى',
  critical: 'تصل الإشعارات الحرجة في ساعات الهدوء أيضًا',
  language: 'لغة الإشعارات',
  asMine: 'كلغتك',
  muted: 'مكتومة: لا تُبلَّغ بها حتى إن كانت حرجة',
  system: {
    webhook_failing: 'ويب هوك لا تصله أحداثه',
    address_bounced: 'بريد زميل يرتد',
    nobody_present: 'لا أحد متاح لمتابعة',
    loop_mails_stuck: 'رسائل مبادرة عالقة',
    report_failed: 'تقرير لا يُرسل',
    report_quiet: 'تقرير بلا جديد منذ مدة',
    report_bounced: 'رسالة تقرير ترتد',
    analysis_budget: 'ميزانية تحليل النصوص على وشك النفاد',
    prediction_off: 'أُوقف التنبؤ بالرضا',
  },
};
