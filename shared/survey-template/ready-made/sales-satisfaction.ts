import type { SurveyTemplateDraft } from '../survey-template.schema.ts';
import { anythingElse, dissatisfied, satisfied, thanks } from './shared-texts.ts';

/** Satisfaction with a purchase: overall, advice, and what was decisive. */
export const salesTemplate: SurveyTemplateDraft = {
  name: 'Sales satisfaction',
  type: 'sales_satisfaction',
  description: 'How people felt about buying from you: overall, the advice, the product.',
  languages: ['en', 'de', 'es', 'fr', 'ar'],
  triggerEvents: [{ event: 'purchase.completed' }],
  sendDelayHours: 48,
  reminderDelayHours: [120],
  subject: {
    en: 'How was your purchase, {customerName}?',
    de: 'Wie war Ihr Einkauf, {customerName}?',
    es: '¿Qué tal su compra, {customerName}?',
    fr: 'Comment s’est passé votre achat, {customerName}\u00a0?',
    ar: 'كيف كانت تجربة الشراء، {customerName}؟',
  },
  title: {
    en: 'How was your purchase?',
    de: 'Wie war Ihr Einkauf?',
    es: '¿Qué tal su compra?',
    fr: 'Comment s’est passé votre achat\u00a0?',
    ar: 'كيف كانت تجربة الشراء؟',
  },
  questions: [
    {
      id: 'overall',
      type: 'csat',
      style: 'stars',
      required: true,
      text: {
        en: 'How satisfied are you with your purchase overall?',
        de: 'Wie zufrieden sind Sie insgesamt mit Ihrem Einkauf?',
        es: 'En general, ¿qué grado de satisfacción tiene con su compra?',
        fr: 'Dans l’ensemble, êtes-vous satisfait de votre achat\u00a0?',
        ar: 'ما مدى رضاك عن عملية الشراء بشكل عام؟',
      },
      minLabel: dissatisfied,
      maxLabel: satisfied,
    },
    {
      id: 'advice',
      type: 'rating',
      text: {
        en: 'How good was the advice you got?',
        de: 'Wie gut wurden Sie beraten?',
        es: '¿Qué le pareció el asesoramiento recibido?',
        fr: 'Comment évaluez-vous les conseils reçus\u00a0?',
        ar: 'ما تقييمك للمشورة التي حصلت عليها؟',
      },
      scale: {
        min: 1,
        max: 5,
        minLabel: { en: 'Poor', de: 'Schlecht', es: 'Mala', fr: 'Médiocres', ar: 'ضعيفة' },
        maxLabel: { en: 'Excellent', de: 'Ausgezeichnet', es: 'Excelente', fr: 'Excellents', ar: 'ممتازة' },
      },
    },
    {
      id: 'decisive',
      type: 'single_choice',
      text: {
        en: 'What was decisive for your choice?',
        de: 'Was war ausschlaggebend für Ihre Entscheidung?',
        es: '¿Qué fue decisivo en su elección?',
        fr: 'Qu’est-ce qui a été décisif dans votre choix\u00a0?',
        ar: 'ما العامل الحاسم في اختيارك؟',
      },
      choices: [
        { id: 'price', text: { en: 'The price', de: 'Der Preis', es: 'El precio', fr: 'Le prix', ar: 'السعر' } },
        {
          id: 'quality',
          text: { en: 'The quality', de: 'Die Qualität', es: 'La calidad', fr: 'La qualité', ar: 'الجودة' },
        },
        {
          id: 'advice',
          text: { en: 'The advice', de: 'Die Beratung', es: 'El asesoramiento', fr: 'Les conseils', ar: 'المشورة' },
        },
        {
          id: 'delivery',
          text: {
            en: 'The delivery time',
            de: 'Die Lieferzeit',
            es: 'El plazo de entrega',
            fr: 'Le délai de livraison',
            ar: 'مدة التسليم',
          },
        },
        {
          id: 'other',
          text: { en: 'Something else', de: 'Etwas anderes', es: 'Otra cosa', fr: 'Autre chose', ar: 'سبب آخر' },
        },
      ],
    },
    { id: 'comment', type: 'long_text', text: anythingElse },
  ],
  thanks,
  whatHappensNext: {
    en: 'Your sales contact sees your answer and uses it to advise you and others better.',
    de: 'Ihre Ansprechperson im Verkauf sieht Ihre Antwort und nutzt sie, um Sie und andere besser zu beraten.',
    es: 'La persona que le atendió verá su respuesta y la usará para asesorarle mejor a usted y a otros clientes.',
    fr: 'Votre conseiller voit votre réponse et s’en sert pour mieux vous conseiller, vous et les autres.',
    ar: 'سيطّلع مسؤول المبيعات الذي تعاملت معه على إجابتك ليقدّم لك ولغيرك مشورة أفضل.',
  },
};
