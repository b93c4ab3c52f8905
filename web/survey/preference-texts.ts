import type { methodNames, needNames } from '../../shared/customer/customer.parts.schema.ts';
import type { Channel, Purpose } from '../../shared/gate/refusal.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

type Texts = {
  title: string;
  /** How often; those that an address of nobody has, too, are among the texts of survey pages. */
  often: string;
  weekly: string;
  monthly: string;
  may: string;
  mayHint: string;
  purposes: Record<Exclude<Purpose, 'service'>, string>;
  by: Record<Channel, string>;
  topics: string;
  updates: string;
  reach: string;
  method: string;
  methods: Record<(typeof methodNames)[number], string>;
  noMatter: string;
  language: string;
  timeZone: string;
  notSaid: string;
  needs: string;
  needsHint: string;
  needsChange: string;
  need: Record<(typeof needNames)[number], string>;
  policyText: string;
  acknowledge: string;
  acknowledged: string;
  stop: string;
  stopText: string;
  stopAll: string;
  stopTitle: string;
  stopWhat: string;
  stopUpdates: string;
  stopped: string;
  stoppedWhat: string;
  stoppedAll: string;
  back: string;
};

/**
 * What the page says on which somebody says what they wish and permit. What `purposes` and `by` say is what they agree to:
 * whoever changes what it means gives it a new version (`TEXT_VERSION` in `shared/preference-page/say.ts`).
 */
export const preferenceTexts: Record<SurveyLanguage, Texts> = {
  en: {
    title: 'My preferences',
    often: 'How often may {company} write to {address}?',
    weekly: 'At most once a week',
    monthly: 'At most once a month',
    may: 'What {company} may do',
    mayHint: 'What is ticked is permitted. You can take it back at any time.',
    purposes: {
      marketing: 'Offers and news',
      survey: 'Questions about how satisfied you are',
      profiling: 'Evaluating the data about you so that it suits you',
      sale_of_data: 'Passing the data about you on to other companies for money',
    },
    by: { email: 'by e-mail', phone: 'by phone', sms: 'by text message', mail: 'by letter', push: 'in the app' },
    topics: 'What interests you',
    updates: 'What became of my feedback',
    reach: 'How we reach you',
    method: 'I prefer to be reached',
    methods: { email: 'By e-mail', phone: 'By phone', sms: 'By text message', mail: 'By letter' },
    noMatter: 'It does not matter',
    language: 'Language',
    timeZone: 'Time zone',
    notSaid: 'Not said',
    needs: 'What you need',
    needsHint: 'What we know of your needs is not shown here, because mails are forwarded.',
    needsChange: 'Replace it by what I tick here',
    need: {
      large_print: 'Large print',
      screen_reader: 'I use a screen reader',
      braille: 'Braille',
      easy_language: 'Easy language',
      sign_language: 'Sign language',
      captions: 'Captions',
      text_relay: 'Text relay service',
      extra_time: 'More time',
      wheelchair_access: 'Wheelchair access',
      other: 'Something else',
    },
    policyText: 'Read the text',
    acknowledge: 'I have read this',
    acknowledged: 'You said on {date} that you have read this.',
    stop: 'No more mails',
    stopText: '{company} then writes nothing to {address} any more, on any subject.',
    stopAll: 'Unsubscribe from everything',
    stopTitle: 'No more mails of {company}?',
    stopWhat: 'This ends: {what}.',
    stopUpdates: 'mails about what became of your feedback',
    stopped: 'You are unsubscribed',
    stoppedWhat: 'This has ended: {what}.',
    stoppedAll: '{company} writes nothing to {address} any more.',
    back: 'It is as it was before.',
  },
  de: {
    title: 'Meine Einstellungen',
    often: 'Wie oft darf {company} an {address} schreiben?',
    weekly: 'Höchstens einmal in der Woche',
    monthly: 'Höchstens einmal im Monat',
    may: 'Was {company} tun darf',
    mayHint: 'Was angekreuzt ist, ist erlaubt. Sie können es jederzeit zurücknehmen.',
    purposes: {
      marketing: 'Angebote und Neuigkeiten',
      survey: 'Fragen, wie zufrieden Sie sind',
      profiling: 'Die Daten über Sie auswerten, damit es zu Ihnen passt',
      sale_of_data: 'Die Daten über Sie gegen Geld an andere Unternehmen weitergeben',
    },
    by: { email: 'per E-Mail', phone: 'per Telefon', sms: 'per SMS', mail: 'per Brief', push: 'in der App' },
    topics: 'Was Sie interessiert',
    updates: 'Was aus meiner Rückmeldung wurde',
    reach: 'Wie wir Sie erreichen',
    method: 'So bin ich am liebsten erreichbar',
    methods: { email: 'Per E-Mail', phone: 'Per Telefon', sms: 'Per SMS', mail: 'Per Brief' },
    noMatter: 'Das ist mir gleich',
    language: 'Sprache',
    timeZone: 'Zeitzone',
    notSaid: 'Nicht angegeben',
    needs: 'Was Sie brauchen',
    needsHint: 'Was wir davon wissen, steht nicht hier, weil Mails weitergeleitet werden.',
    needsChange: 'Durch das ersetzen, was ich hier ankreuze',
    need: {
      large_print: 'Große Schrift',
      screen_reader: 'Ich nutze einen Screenreader',
      braille: 'Brailleschrift',
      easy_language: 'Leichte Sprache',
      sign_language: 'Gebärdensprache',
      captions: 'Untertitel',
      text_relay: 'Schriftdolmetschen am Telefon',
      extra_time: 'Mehr Zeit',
      wheelchair_access: 'Zugang mit Rollstuhl',
      other: 'Etwas anderes',
    },
    policyText: 'Text lesen',
    acknowledge: 'Ich habe das gelesen',
    acknowledged: 'Sie haben am {date} gesagt, dass Sie das gelesen haben.',
    stop: 'Keine Mails mehr',
    stopText: '{company} schreibt dann nichts mehr an {address}, gleich worüber.',
    stopAll: 'Von allem abmelden',
    stopTitle: 'Keine Mails von {company} mehr?',
    stopWhat: 'Damit endet: {what}.',
    stopUpdates: 'Mails darüber, was aus Ihrer Rückmeldung wurde',
    stopped: 'Sie sind abgemeldet',
    stoppedWhat: 'Das ist beendet: {what}.',
    stoppedAll: '{company} schreibt nichts mehr an {address}.',
    back: 'Es ist wieder so wie vorher.',
  },
  es: {
    title: 'Mis preferencias',
    often: '¿Con qué frecuencia puede {company} escribir a {address}?',
    weekly: 'Como mucho una vez por semana',
    monthly: 'Como mucho una vez al mes',
    may: 'Lo que {company} puede hacer',
    mayHint: 'Lo que está marcado está permitido. Puede retirarlo en cualquier momento.',
    purposes: {
      marketing: 'Ofertas y novedades',
      survey: 'Preguntas sobre su satisfacción',
      profiling: 'Evaluar los datos sobre usted para que se ajuste a usted',
      sale_of_data: 'Ceder los datos sobre usted a otras empresas a cambio de dinero',
    },
    by: {
      email: 'por correo electrónico',
      phone: 'por teléfono',
      sms: 'por SMS',
      mail: 'por carta',
      push: 'en la aplicación',
    },
    topics: 'Lo que le interesa',
    updates: 'Qué fue de mi opinión',
    reach: 'Cómo le contactamos',
    method: 'Prefiero que me contacten',
    methods: { email: 'Por correo electrónico', phone: 'Por teléfono', sms: 'Por SMS', mail: 'Por carta' },
    noMatter: 'Me da igual',
    language: 'Idioma',
    timeZone: 'Zona horaria',
    notSaid: 'Sin indicar',
    needs: 'Lo que necesita',
    needsHint: 'Lo que sabemos de ello no se muestra aquí, porque los correos se reenvían.',
    needsChange: 'Sustituirlo por lo que marco aquí',
    need: {
      large_print: 'Letra grande',
      screen_reader: 'Uso un lector de pantalla',
      braille: 'Braille',
      easy_language: 'Lectura fácil',
      sign_language: 'Lengua de signos',
      captions: 'Subtítulos',
      text_relay: 'Servicio de intermediación por texto',
      extra_time: 'Más tiempo',
      wheelchair_access: 'Acceso en silla de ruedas',
      other: 'Otra cosa',
    },
    policyText: 'Leer el texto',
    acknowledge: 'Lo he leído',
    acknowledged: 'El {date} indicó que lo había leído.',
    stop: 'No recibir más correos',
    stopText: '{company} ya no escribirá nada a {address}, sobre ningún tema.',
    stopAll: 'Darme de baja de todo',
    stopTitle: '¿No quiere más correos de {company}?',
    stopWhat: 'Esto termina: {what}.',
    stopUpdates: 'correos sobre qué fue de su opinión',
    stopped: 'Se ha dado de baja',
    stoppedWhat: 'Esto ha terminado: {what}.',
    stoppedAll: '{company} ya no escribe nada a {address}.',
    back: 'Vuelve a estar como antes.',
  },
  fr: {
    title: 'Mes préférences',
    often: 'À quelle fréquence {company} peut-elle écrire à {address}\u00a0?',
    weekly: 'Au plus une fois par semaine',
    monthly: 'Au plus une fois par mois',
    may: 'Ce que {company} peut faire',
    mayHint: 'Ce qui est coché est permis. Vous pouvez le retirer à tout moment.',
    purposes: {
      marketing: 'Offres et nouvelles',
      survey: 'Questions sur votre satisfaction',
      profiling: 'Évaluer les données vous concernant pour que cela vous convienne',
      sale_of_data: 'Céder les données vous concernant à d’autres entreprises contre paiement',
    },
    by: {
      email: 'par courriel',
      phone: 'par téléphone',
      sms: 'par SMS',
      mail: 'par lettre',
      push: 'dans l’application',
    },
    topics: 'Ce qui vous intéresse',
    updates: 'Les suites de mon avis',
    reach: 'Comment vous joindre',
    method: 'Je préfère être joint',
    methods: { email: 'Par courriel', phone: 'Par téléphone', sms: 'Par SMS', mail: 'Par lettre' },
    noMatter: 'Peu importe',
    language: 'Langue',
    timeZone: 'Fuseau horaire',
    notSaid: 'Non indiqué',
    needs: 'Ce dont vous avez besoin',
    needsHint: 'Ce que nous en savons n’est pas affiché ici, car les messages sont transférés.',
    needsChange: 'Le remplacer par ce que je coche ici',
    need: {
      large_print: 'Gros caractères',
      screen_reader: 'J’utilise un lecteur d’écran',
      braille: 'Braille',
      easy_language: 'Langage facile',
      sign_language: 'Langue des signes',
      captions: 'Sous-titres',
      text_relay: 'Relais téléphonique par texte',
      extra_time: 'Plus de temps',
      wheelchair_access: 'Accès en fauteuil roulant',
      other: 'Autre chose',
    },
    policyText: 'Lire le texte',
    acknowledge: 'Je l’ai lu',
    acknowledged: 'Le {date}, vous avez indiqué l’avoir lu.',
    stop: 'Plus aucun courriel',
    stopText: '{company} n’écrira alors plus rien à {address}, sur aucun sujet.',
    stopAll: 'Me désabonner de tout',
    stopTitle: 'Ne plus recevoir de courriels de {company}\u00a0?',
    stopWhat: 'Ceci prend fin\u00a0: {what}.',
    stopUpdates: 'les messages sur les suites de votre avis',
    stopped: 'Vous êtes désabonné',
    stoppedWhat: 'Ceci a pris fin\u00a0: {what}.',
    stoppedAll: '{company} n’écrit plus rien à {address}.',
    back: 'Tout est de nouveau comme avant.',
  },
  ar: {
    title: 'تفضيلاتي',
    often: 'كم مرة يمكن أن تكتب {company} إلى {address}؟',
    weekly: 'مرة في الأسبوع على الأكثر',
    monthly: 'مرة في الشهر على الأكثر',
    may: 'ما يُسمح لـ {company} به',
    mayHint: 'ما هو محدَّد مسموح به. يمكنك التراجع عنه في أي وقت.',
    purposes: {
      marketing: 'العروض والأخبار',
      survey: 'أسئلة عن مدى رضاك',
      profiling: 'تقييم البيانات المتعلقة بك ليناسبك ما يصلك',
      sale_of_data: 'تمرير البيانات المتعلقة بك إلى شركات أخرى مقابل المال',
    },
    by: {
      email: 'بالبريد الإلكتروني',
      phone: 'بالهاتف',
      sms: 'برسالة نصية',
      mail: 'برسالة بريدية',
      push: 'في التطبيق',
    },
    topics: 'ما يهمك',
    updates: 'ما نتج عن آرائي',
    reach: 'كيف نتواصل معك',
    method: 'أفضّل أن يُتواصَل معي',
    methods: { email: 'بالبريد الإلكتروني', phone: 'بالهاتف', sms: 'برسالة نصية', mail: 'برسالة بريدية' },
    noMatter: 'لا فرق عندي',
    language: 'اللغة',
    timeZone: 'المنطقة الزمنية',
    notSaid: 'غير محدَّد',
    needs: 'ما تحتاج إليه',
    needsHint: 'لا يُعرض هنا ما نعرفه عن احتياجاتك، لأن الرسائل قد تُعاد توجيهها.',
    needsChange: 'استبداله بما أحدده هنا',
    need: {
      large_print: 'خط كبير',
      screen_reader: 'أستخدم قارئ شاشة',
      braille: 'طريقة برايل',
      easy_language: 'لغة سهلة',
      sign_language: 'لغة الإشارة',
      captions: 'ترجمة نصية مرئية',
      text_relay: 'خدمة الترحيل النصي',
      extra_time: 'وقت أطول',
      wheelchair_access: 'إمكانية الدخول بكرسي متحرك',
      other: 'شيء آخر',
    },
    policyText: 'قراءة النص',
    acknowledge: 'قرأت هذا',
    acknowledged: 'ذكرت في {date} أنك قرأت هذا.',
    stop: 'لا مزيد من الرسائل',
    stopText: 'لن تكتب {company} بعد ذلك شيئًا إلى {address} في أي موضوع.',
    stopAll: 'إلغاء الاشتراك في كل شيء',
    stopTitle: 'هل تريد إيقاف رسائل {company}؟',
    stopWhat: 'سينتهي ما يلي: {what}.',
    stopUpdates: 'الرسائل عما نتج عن آرائك',
    stopped: 'أُلغي اشتراكك',
    stoppedWhat: 'انتهى ما يلي: {what}.',
    stoppedAll: 'لم تعد {company} تكتب شيئًا إلى {address}.',
    back: 'عاد كل شيء كما كان.',
  },
};

/** A purpose and a channel in words. */
export const whatOf = (language: SurveyLanguage, purpose: Purpose, channel: Channel): string => {
  const { purposes, by } = preferenceTexts[language];
  return purpose === 'service' ? by[channel] : `${purposes[purpose]} – ${by[channel]}`;
};
