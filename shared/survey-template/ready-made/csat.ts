import type { SurveyTemplateDraft } from '../survey-template.schema.ts';
import { betterNextTime, commentWhy, dissatisfied, satisfied, teamReads, thanks } from './shared-texts.ts';

/** Customer satisfaction after a support ticket: one tap, and a comment. */
export const csatTemplate: SurveyTemplateDraft = {
  name: 'Support satisfaction (CSAT)',
  type: 'csat',
  description: 'How satisfied people are with the help they got, 1 to 5, after a ticket is resolved.',
  languages: ['en', 'de', 'es', 'fr', 'ar'],
  triggerEvents: [{ event: 'ticket.resolved', conditions: [{ field: 'openedBy', not: 'staff' }] }],
  sendDelayHours: 1,
  reminderDelayHours: [72],
  subject: {
    en: 'How did we do, {customerName}?',
    de: 'Wie zufrieden sind Sie, {customerName}?',
    es: '¿Qué tal lo hemos hecho, {customerName}?',
    fr: 'Êtes-vous satisfait de notre aide, {customerName}\u00a0?',
    ar: 'ما رأيك في خدمتنا، {customerName}؟',
  },
  title: {
    en: 'How was our help?',
    de: 'Wie war unsere Hilfe?',
    es: '¿Cómo ha sido nuestra ayuda?',
    fr: 'Comment s’est passée notre aide\u00a0?',
    ar: 'كيف كانت مساعدتنا لك؟',
  },
  questions: [
    {
      id: 'satisfaction',
      type: 'csat',
      style: 'smileys',
      required: true,
      text: {
        en: 'How satisfied are you with the help you received?',
        de: 'Wie zufrieden sind Sie mit der Hilfe, die Sie erhalten haben?',
        es: '¿Qué grado de satisfacción tiene con la ayuda recibida?',
        fr: 'Dans quelle mesure êtes-vous satisfait de l’aide reçue\u00a0?',
        ar: 'ما مدى رضاك عن المساعدة التي تلقيتها؟',
      },
      minLabel: dissatisfied,
      maxLabel: satisfied,
    },
    { id: 'improve', type: 'long_text', text: betterNextTime, showIf: { question: 'satisfaction', atMost: 3 } },
    { id: 'reason', type: 'long_text', text: commentWhy, showIf: { question: 'satisfaction', atLeast: 4 } },
  ],
  thanks,
  whatHappensNext: teamReads,
};
