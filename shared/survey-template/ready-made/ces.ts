import type { SurveyTemplateDraft } from '../survey-template.schema.ts';
import { betterNextTime, teamReads, thanks } from './shared-texts.ts';

/** Customer effort: agreement with "you made it easy", 1 to 7. */
export const cesTemplate: SurveyTemplateDraft = {
  name: 'Customer effort (CES)',
  type: 'ces',
  description: 'Whether it was easy to get a request handled, 1 to 7.',
  languages: ['en', 'de', 'es', 'fr', 'ar'],
  triggerEvents: [{ event: 'case.closed' }],
  sendDelayHours: 2,
  reminderDelayHours: [96],
  subject: {
    en: 'Was it easy to get help from {company}?',
    de: 'War es einfach, bei {company} Hilfe zu bekommen?',
    es: '¿Le resultó fácil recibir ayuda de {company}?',
    fr: 'A-t-il été facile d’obtenir de l’aide chez {company}\u00a0?',
    ar: 'هل كان الحصول على المساعدة من {company} سهلًا؟',
  },
  title: {
    en: 'How easy did we make it?',
    de: 'Wie einfach haben wir es Ihnen gemacht?',
    es: '¿Se lo pusimos fácil?',
    fr: 'Vous avons-nous facilité la tâche\u00a0?',
    ar: 'هل سهّلنا الأمر عليك؟',
  },
  questions: [
    {
      id: 'effort',
      type: 'ces',
      required: true,
      text: {
        en: 'You made it easy for me to handle my request.',
        de: 'Sie haben es mir leicht gemacht, mein Anliegen zu klären.',
        es: 'Me facilitaron la gestión de mi solicitud.',
        fr: 'Vous m’avez facilité le traitement de ma demande.',
        ar: 'لقد سهّلتم عليّ إنجاز طلبي.',
      },
      minLabel: {
        en: 'Strongly disagree',
        de: 'Stimme gar nicht zu',
        es: 'Totalmente en desacuerdo',
        fr: 'Pas du tout d’accord',
        ar: 'لا أوافق إطلاقًا',
      },
      maxLabel: {
        en: 'Strongly agree',
        de: 'Stimme voll zu',
        es: 'Totalmente de acuerdo',
        fr: 'Tout à fait d’accord',
        ar: 'أوافق تمامًا',
      },
    },
    {
      id: 'obstacles',
      type: 'multi_choice',
      showIf: { question: 'effort', atMost: 4 },
      text: {
        en: 'What made it difficult?',
        de: 'Was hat es schwierig gemacht?',
        es: '¿Qué lo hizo difícil?',
        fr: 'Qu’est-ce qui a compliqué les choses\u00a0?',
        ar: 'ما الذي جعل الأمر صعبًا؟',
      },
      choices: [
        {
          id: 'waiting',
          text: {
            en: 'I had to wait too long',
            de: 'Ich musste zu lange warten',
            es: 'Tuve que esperar demasiado',
            fr: 'J’ai dû attendre trop longtemps',
            ar: 'اضطررت إلى الانتظار طويلًا',
          },
        },
        {
          id: 'repeating',
          text: {
            en: 'I had to repeat myself',
            de: 'Ich musste alles mehrmals erklären',
            es: 'Tuve que repetir lo mismo varias veces',
            fr: 'J’ai dû me répéter',
            ar: 'اضطررت إلى تكرار ما قلته',
          },
        },
        {
          id: 'unclear',
          text: {
            en: 'The answer was not clear',
            de: 'Die Antwort war nicht verständlich',
            es: 'La respuesta no fue clara',
            fr: 'La réponse n’était pas claire',
            ar: 'لم تكن الإجابة واضحة',
          },
        },
        {
          id: 'unsolved',
          text: {
            en: 'The problem is not solved',
            de: 'Das Problem ist nicht gelöst',
            es: 'El problema no está resuelto',
            fr: 'Le problème n’est pas résolu',
            ar: 'لم تُحلّ المشكلة',
          },
        },
      ],
    },
    { id: 'improve', type: 'long_text', text: betterNextTime },
  ],
  thanks,
  whatHappensNext: teamReads,
};
