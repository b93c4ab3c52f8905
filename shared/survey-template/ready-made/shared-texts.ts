import type { Localized } from '../localized.schema.ts';

/** Sentences that several ready-made templates share, so that a better wording reaches all of them. */
export const commentWhy: Localized = {
  en: 'What is the main reason for your answer?',
  de: 'Was ist der wichtigste Grund für Ihre Antwort?',
  es: '¿Cuál es el motivo principal de su respuesta?',
  fr: 'Quelle est la raison principale de votre réponse\u00a0?',
  ar: 'ما السبب الرئيسي لإجابتك؟',
};

export const betterNextTime: Localized = {
  en: 'What should we have done better?',
  de: 'Was hätten wir besser machen sollen?',
  es: '¿Qué deberíamos haber hecho mejor?',
  fr: 'Qu’aurions-nous dû faire mieux\u00a0?',
  ar: 'ما الذي كان ينبغي أن نقوم به بشكل أفضل؟',
};

export const anythingElse: Localized = {
  en: 'Is there anything else you would like to tell us?',
  de: 'Möchten Sie uns noch etwas mitteilen?',
  es: '¿Hay algo más que quiera contarnos?',
  fr: 'Souhaitez-vous nous dire autre chose\u00a0?',
  ar: 'هل هناك أي شيء آخر تودّ إخبارنا به؟',
};

export const dissatisfied: Localized = {
  en: 'Very dissatisfied',
  de: 'Sehr unzufrieden',
  es: 'Muy insatisfecho',
  fr: 'Pas du tout satisfait',
  ar: 'غير راضٍ على الإطلاق',
};

export const satisfied: Localized = {
  en: 'Very satisfied',
  de: 'Sehr zufrieden',
  es: 'Muy satisfecho',
  fr: 'Très satisfait',
  ar: 'راضٍ جدًا',
};

export const teamReads: Localized = {
  en: 'The team that helped you reads every answer. If something went wrong, a person will look into it within two working days.',
  de: 'Das Team, das Ihnen geholfen hat, liest jede Antwort. Wenn etwas schiefgelaufen ist, kümmert sich innerhalb von zwei Werktagen jemand darum.',
  es: 'El equipo que le atendió lee todas las respuestas. Si algo salió mal, una persona lo revisará en un plazo de dos días laborables.',
  fr: 'L’équipe qui vous a aidé lit chaque réponse. Si quelque chose s’est mal passé, une personne s’en occupera sous deux jours ouvrés.',
  ar: 'يقرأ الفريق الذي ساعدك كل إجابة. وإذا حدث خطأ ما، فسيتابع أحد الزملاء الأمر خلال يومي عمل.',
};

export const thanks: Localized = {
  en: 'Thank you for taking the time.',
  de: 'Danke, dass Sie sich die Zeit genommen haben.',
  es: 'Gracias por dedicarnos su tiempo.',
  fr: 'Merci d’avoir pris le temps de nous répondre.',
  ar: 'شكرًا لك على وقتك.',
};
