import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

/** What stands around a message to a customer. */
export const messageTexts: Record<SurveyLanguage, { subject: string; why: string; answer: string; noAnswer: string }> =
  {
    en: {
      subject: 'Your feedback to {company}',
      why: '{company} answers the feedback that you gave.',
      answer: 'Simply reply to this mail if you want to tell us more.',
      noAnswer: 'Replies to this mail do not reach anybody.',
    },
    de: {
      subject: 'Ihre Rückmeldung an {company}',
      why: '{company} antwortet auf Ihre Rückmeldung.',
      answer: 'Antworten Sie einfach auf diese Mail, wenn Sie uns noch etwas sagen möchten.',
      noAnswer: 'Antworten auf diese Mail erreichen niemanden.',
    },
    es: {
      subject: 'Su opinión a {company}',
      why: '{company} responde a la opinión que nos dio.',
      answer: 'Si quiere contarnos algo más, responda a este correo.',
      noAnswer: 'Las respuestas a este correo no llegan a nadie.',
    },
    fr: {
      subject: 'Votre avis à {company}',
      why: '{company} répond à l’avis que vous avez donné.',
      answer: 'Répondez simplement à ce message si vous souhaitez nous en dire plus.',
      noAnswer: 'Les réponses à ce message ne parviennent à personne.',
    },
    ar: {
      subject: 'رأيك في {company}',
      why: 'ترد {company} على الرأي الذي شاركته معنا.',
      answer: 'إذا أردت إخبارنا بالمزيد، فما عليك سوى الرد على هذه الرسالة.',
      noAnswer: 'الردود على هذه الرسالة لا تصل إلى أحد.',
    },
  };
