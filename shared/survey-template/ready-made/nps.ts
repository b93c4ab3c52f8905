import type { SurveyTemplateDraft } from '../survey-template.schema.ts';
import { betterNextTime, commentWhy, thanks } from './shared-texts.ts';

/** Net Promoter Score: would you recommend us, and why. */
export const npsTemplate: SurveyTemplateDraft = {
  name: 'Recommendation (NPS)',
  type: 'nps',
  description: 'How likely people are to recommend you, 0 to 10, and the reason.',
  languages: ['en', 'de', 'es', 'fr', 'ar'],
  triggerEvents: [{ event: 'purchase.completed' }],
  sendDelayHours: 72,
  reminderDelayHours: [120],
  subject: {
    en: '{customerName}, would you recommend {company}?',
    de: '{customerName}, würden Sie {company} weiterempfehlen?',
    es: '{customerName}, ¿recomendaría {company}?',
    fr: '{customerName}, recommanderiez-vous {company}\u00a0?',
    ar: '{customerName}، هل توصي الآخرين بشركة {company}؟',
  },
  title: {
    en: 'Would you recommend us?',
    de: 'Würden Sie uns weiterempfehlen?',
    es: '¿Nos recomendaría?',
    fr: 'Nous recommanderiez-vous\u00a0?',
    ar: 'هل توصي الآخرين بنا؟',
  },
  intro: {
    en: 'One question, and room for your reasons if you like.',
    de: 'Eine Frage – und Platz für Ihre Gründe, wenn Sie mögen.',
    es: 'Una sola pregunta y, si lo desea, espacio para explicar sus motivos.',
    fr: 'Une seule question, et un espace pour vos raisons si vous le souhaitez.',
    ar: 'سؤال واحد فقط، ومساحة لذكر أسبابك إن رغبت.',
  },
  questions: [
    {
      id: 'recommend',
      type: 'nps',
      required: true,
      text: {
        en: 'How likely are you to recommend us to a friend or colleague?',
        de: 'Wie wahrscheinlich ist es, dass Sie uns einem Freund oder Kollegen weiterempfehlen?',
        es: '¿Qué probabilidad hay de que nos recomiende a un amigo o compañero?',
        fr: 'Quelle est la probabilité que vous nous recommandiez à un ami ou à un collègue\u00a0?',
        ar: 'ما مدى احتمال أن توصي بنا صديقًا أو زميلًا؟',
      },
      minLabel: {
        en: 'Not at all likely',
        de: 'Sehr unwahrscheinlich',
        es: 'Nada probable',
        fr: 'Pas du tout probable',
        ar: 'غير محتمل إطلاقًا',
      },
      maxLabel: {
        en: 'Extremely likely',
        de: 'Sehr wahrscheinlich',
        es: 'Muy probable',
        fr: 'Très probable',
        ar: 'محتمل جدًا',
      },
    },
    { id: 'improve', type: 'long_text', text: betterNextTime, showIf: { question: 'recommend', atMost: 6 } },
    { id: 'reason', type: 'long_text', text: commentWhy, showIf: { question: 'recommend', atLeast: 7 } },
  ],
  thanks,
  whatHappensNext: {
    en: 'We read every answer and use what you tell us to decide what to improve first.',
    de: 'Wir lesen jede Antwort und entscheiden danach, was wir zuerst verbessern.',
    es: 'Leemos todas las respuestas y nos sirven para decidir qué mejorar primero.',
    fr: 'Nous lisons chaque réponse et nous en servons pour décider de ce que nous améliorons en premier.',
    ar: 'نقرأ كل إجابة ونستعين بها لنقرر ما الذي نحسّنه أولًا.',
  },
};
