import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

/** What stands below every mail about what became of somebody's feedback. */
export const loopTexts: Record<SurveyLanguage, { why: string; unsubscribe: string }> = {
  en: {
    why: 'You get this mail because you gave {company} feedback.',
    unsubscribe: 'No more mails about my feedback',
  },
  de: {
    why: 'Sie erhalten diese Mail, weil Sie {company} eine Rückmeldung gegeben haben.',
    unsubscribe: 'Keine weiteren Mails zu meinen Rückmeldungen',
  },
  es: {
    why: 'Recibe este correo porque dio su opinión a {company}.',
    unsubscribe: 'No quiero más correos sobre mis opiniones',
  },
  fr: {
    why: 'Vous recevez ce message parce que vous avez donné votre avis à {company}.',
    unsubscribe: 'Ne plus recevoir de messages sur mes avis',
  },
  ar: {
    why: 'تصلك هذه الرسالة لأنك شاركت رأيك مع {company}.',
    unsubscribe: 'لا أريد رسائل أخرى عن آرائي',
  },
};
