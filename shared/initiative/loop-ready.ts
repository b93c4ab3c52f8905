import type { SurveyLanguage } from '../survey-template/localized.schema.ts';
import type { LoopStage } from './loop.schema.ts';

type Texts = { subject: Record<SurveyLanguage, string>; body: Record<SurveyLanguage, string> };

const paragraphs = (...parts: string[]): string => parts.join('\n\n');

/** The mails that a company sends until it puts its own. */
export const readyTemplates: Record<LoopStage | 'intake', Texts> = {
  intake: {
    subject: {
      en: 'Thank you for your feedback',
      de: 'Danke für Ihre Rückmeldung',
      es: 'Gracias por su opinión',
      fr: 'Merci pour votre avis',
      ar: 'شكرًا لك على ملاحظاتك',
    },
    body: {
      en: paragraphs('Hello {{name}},', 'thank you for your feedback. It has reached us.', '{{said}}'),
      de: paragraphs('Guten Tag {{name}},', 'danke für Ihre Rückmeldung. Sie ist bei uns angekommen.', '{{said}}'),
      es: paragraphs('Hola, {{name}}:', 'gracias por su opinión. La hemos recibido.', '{{said}}'),
      fr: paragraphs('Bonjour {{name}},', 'merci pour votre avis. Nous l’avons bien reçu.', '{{said}}'),
      ar: paragraphs('مرحبًا {{name}}،', 'شكرًا لك على ملاحظاتك. لقد وصلتنا.', '{{said}}'),
    },
  },
  receipt: {
    subject: {
      en: 'Thank you: we are looking into {{title}}',
      de: 'Danke: Wir kümmern uns um {{title}}',
      es: 'Gracias: estamos estudiando {{title}}',
      fr: 'Merci : nous étudions {{title}}',
      ar: 'شكرًا لك: نحن ندرس {{title}}',
    },
    body: {
      en: paragraphs(
        'Hello {{name}},',
        'thank you for telling us:',
        '{{said}}',
        'We are looking into it together with others who said the same: {{title}}.',
        'We write to you again when something happens. You need not do anything.',
      ),
      de: paragraphs(
        'Guten Tag {{name}},',
        'danke für Ihre Rückmeldung:',
        '{{said}}',
        'Wir sehen sie uns zusammen mit gleichen Rückmeldungen an: {{title}}.',
        'Sobald sich etwas tut, schreiben wir Ihnen wieder. Sie brauchen nichts zu tun.',
      ),
      es: paragraphs(
        'Hola, {{name}}:',
        'gracias por decirnos:',
        '{{said}}',
        'Lo estamos estudiando junto con otras opiniones iguales: {{title}}.',
        'Le escribiremos de nuevo cuando haya novedades. No tiene que hacer nada.',
      ),
      fr: paragraphs(
        'Bonjour {{name}},',
        'merci de nous avoir écrit :',
        '{{said}}',
        'Nous étudions ce point avec d’autres avis semblables : {{title}}.',
        'Nous vous écrirons dès qu’il y aura du nouveau. Vous n’avez rien à faire.',
      ),
      ar: paragraphs(
        'مرحبًا {{name}}،',
        'شكرًا لك على ما أخبرتنا به:',
        '{{said}}',
        'نحن ندرس ذلك مع آراء مماثلة: {{title}}.',
        'سنكتب إليك مرة أخرى عند حدوث أي جديد، ولا يلزمك فعل أي شيء.',
      ),
    },
  },
  update: {
    subject: {
      en: 'We have begun: {{title}}',
      de: 'Wir haben begonnen: {{title}}',
      es: 'Hemos empezado: {{title}}',
      fr: 'Nous avons commencé : {{title}}',
      ar: 'لقد بدأنا: {{title}}',
    },
    body: {
      en: paragraphs(
        'Hello {{name}},',
        'you told us:',
        '{{said}}',
        'We are now working on it: {{title}}.',
        '{{text}}',
        'We write to you again when it is done.',
      ),
      de: paragraphs(
        'Guten Tag {{name}},',
        'Sie haben uns geschrieben:',
        '{{said}}',
        'Wir arbeiten jetzt daran: {{title}}.',
        '{{text}}',
        'Wenn es fertig ist, schreiben wir Ihnen wieder.',
      ),
      es: paragraphs(
        'Hola, {{name}}:',
        'usted nos dijo:',
        '{{said}}',
        'Ya estamos trabajando en ello: {{title}}.',
        '{{text}}',
        'Le escribiremos de nuevo cuando esté listo.',
      ),
      fr: paragraphs(
        'Bonjour {{name}},',
        'vous nous avez dit :',
        '{{said}}',
        'Nous y travaillons maintenant : {{title}}.',
        '{{text}}',
        'Nous vous écrirons quand ce sera fait.',
      ),
      ar: paragraphs(
        'مرحبًا {{name}}،',
        'لقد أخبرتنا:',
        '{{said}}',
        'نحن نعمل على ذلك الآن: {{title}}.',
        '{{text}}',
        'سنكتب إليك مرة أخرى عند الانتهاء.',
      ),
    },
  },
  resolution: {
    subject: {
      en: 'Done: {{title}}',
      de: 'Erledigt: {{title}}',
      es: 'Hecho: {{title}}',
      fr: 'C’est fait : {{title}}',
      ar: 'تم الإنجاز: {{title}}',
    },
    body: {
      en: paragraphs(
        'Hello {{name}},',
        'you told us:',
        '{{said}}',
        'It is done: {{title}}.',
        '{{text}}',
        'Thank you for helping us to get better.',
      ),
      de: paragraphs(
        'Guten Tag {{name}},',
        'Sie haben uns geschrieben:',
        '{{said}}',
        'Das ist jetzt erledigt: {{title}}.',
        '{{text}}',
        'Danke, dass Sie uns helfen, besser zu werden.',
      ),
      es: paragraphs(
        'Hola, {{name}}:',
        'usted nos dijo:',
        '{{said}}',
        'Ya está hecho: {{title}}.',
        '{{text}}',
        'Gracias por ayudarnos a mejorar.',
      ),
      fr: paragraphs(
        'Bonjour {{name}},',
        'vous nous avez dit :',
        '{{said}}',
        'C’est fait : {{title}}.',
        '{{text}}',
        'Merci de nous aider à progresser.',
      ),
      ar: paragraphs(
        'مرحبًا {{name}}،',
        'لقد أخبرتنا:',
        '{{said}}',
        'لقد تم ذلك: {{title}}.',
        '{{text}}',
        'شكرًا لك على مساعدتنا في التحسن.',
      ),
    },
  },
  declined: {
    subject: {
      en: 'About your feedback: {{title}}',
      de: 'Zu Ihrer Rückmeldung: {{title}}',
      es: 'Sobre su opinión: {{title}}',
      fr: 'À propos de votre avis : {{title}}',
      ar: 'بخصوص رأيك: {{title}}',
    },
    body: {
      en: paragraphs(
        'Hello {{name}},',
        'you told us:',
        '{{said}}',
        'We have thought about it and will not do it: {{title}}.',
        '{{text}}',
        'Thank you all the same for telling us.',
      ),
      de: paragraphs(
        'Guten Tag {{name}},',
        'Sie haben uns geschrieben:',
        '{{said}}',
        'Wir haben darüber nachgedacht und werden es nicht umsetzen: {{title}}.',
        '{{text}}',
        'Danke trotzdem für Ihre Rückmeldung.',
      ),
      es: paragraphs(
        'Hola, {{name}}:',
        'usted nos dijo:',
        '{{said}}',
        'Lo hemos estudiado y no lo vamos a hacer: {{title}}.',
        '{{text}}',
        'De todos modos, gracias por decírnoslo.',
      ),
      fr: paragraphs(
        'Bonjour {{name}},',
        'vous nous avez dit :',
        '{{said}}',
        'Nous y avons réfléchi et ne le ferons pas : {{title}}.',
        '{{text}}',
        'Merci tout de même de nous l’avoir dit.',
      ),
      ar: paragraphs(
        'مرحبًا {{name}}،',
        'لقد أخبرتنا:',
        '{{said}}',
        'لقد فكرنا في الأمر ولن ننفذه: {{title}}.',
        '{{text}}',
        'شكرًا لك على أي حال لأنك أخبرتنا.',
      ),
    },
  },
};
