import type { SurveyTemplateDraft } from '../survey-template.schema.ts';
import { anythingElse, betterNextTime, dissatisfied, satisfied, teamReads, thanks } from './shared-texts.ts';

/** Satisfaction with a service visit or repair: overall, on time, solved at once. */
export const serviceTemplate: SurveyTemplateDraft = {
  name: 'Service satisfaction',
  type: 'service_satisfaction',
  description: 'How a service appointment went: overall, punctuality, whether the problem was solved at once.',
  languages: ['en', 'de', 'es', 'fr', 'ar'],
  triggerEvents: [{ event: 'service.completed' }],
  sendDelayHours: 24,
  reminderDelayHours: [96],
  subject: {
    en: 'How was our service, {customerName}?',
    de: 'Wie war unser Service, {customerName}?',
    es: '¿Qué le pareció nuestro servicio, {customerName}?',
    fr: 'Que pensez-vous de notre service, {customerName}\u00a0?',
    ar: 'كيف كانت خدمتنا، {customerName}؟',
  },
  title: {
    en: 'How was our service?',
    de: 'Wie war unser Service?',
    es: '¿Qué le pareció nuestro servicio?',
    fr: 'Que pensez-vous de notre service\u00a0?',
    ar: 'كيف كانت خدمتنا؟',
  },
  questions: [
    {
      id: 'overall',
      type: 'csat',
      required: true,
      text: {
        en: 'How satisfied are you with our service overall?',
        de: 'Wie zufrieden sind Sie insgesamt mit unserem Service?',
        es: 'En general, ¿qué grado de satisfacción tiene con nuestro servicio?',
        fr: 'Dans l’ensemble, êtes-vous satisfait de notre service\u00a0?',
        ar: 'ما مدى رضاك عن خدمتنا بشكل عام؟',
      },
      minLabel: dissatisfied,
      maxLabel: satisfied,
    },
    {
      id: 'on_time',
      type: 'boolean',
      text: {
        en: 'Was the work finished when we had promised?',
        de: 'War die Arbeit zum zugesagten Zeitpunkt fertig?',
        es: '¿Se terminó el trabajo en el plazo prometido?',
        fr: 'Le travail a-t-il été terminé dans le délai promis\u00a0?',
        ar: 'هل أُنجز العمل في الموعد الذي وعدنا به؟',
      },
    },
    {
      id: 'solved',
      type: 'boolean',
      text: {
        en: 'Was everything solved the first time?',
        de: 'War beim ersten Mal alles erledigt?',
        es: '¿Quedó todo resuelto a la primera?',
        fr: 'Tout a-t-il été résolu du premier coup\u00a0?',
        ar: 'هل حُلّت المشكلة بالكامل من المرة الأولى؟',
      },
    },
    { id: 'improve', type: 'long_text', text: betterNextTime, showIf: { question: 'overall', atMost: 3 } },
    { id: 'comment', type: 'long_text', text: anythingElse, showIf: { question: 'overall', atLeast: 4 } },
  ],
  thanks,
  whatHappensNext: teamReads,
};
