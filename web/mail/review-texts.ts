import type { FeedbackType, TriageRoute } from '../../shared/feedback/feedback.parts.schema.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';
import type * as z from 'zod';

type Type = z.output<typeof FeedbackType>;
type Route = z.output<typeof TriageRoute>;

export type ReviewTexts = {
  subject: string;
  title: string;
  week: string;
  byRoute: string;
  route: Record<Route, string>;
  ages: string;
  mostVoices: string;
  voices: string;
  noTheme: string;
  newThemes: string;
  records: string;
  type: Record<Type, string>;
  unreferenced: string;
  lastWeek: string;
  decided: string;
  waited: string;
  open: string;
  why: string;
};

/** What the mail about a week of triage says, in each language of mails. */
export const reviewTexts: Record<SurveyLanguage, ReviewTexts> = {
  en: {
    subject: 'Waiting for triage at {company}: {count}',
    title: 'Waiting for a decision: {count}',
    week: 'Week from {from} to {to}',
    byRoute: 'By route and age',
    route: { engineering: 'Engineering', roadmap: 'Roadmap', quick_win: 'Quick win', none: 'No route' },
    ages: 'under 7 days: {young} · 7 to 14 days: {middle} · over 14 days: {old}',
    mostVoices: 'Most voices',
    voices: 'Voices: {count}',
    noTheme: 'No theme',
    newThemes: 'New themes',
    records: 'Records in 28 days: {count}',
    type: {
      bug: 'Bug',
      feature_request: 'Feature request',
      ux_issue: 'Usability issue',
      praise: 'Praise',
      content_issue: 'Content issue',
      complaint: 'Complaint',
      question: 'Question',
      survey_response: 'Survey response',
      other: 'Other',
    },
    unreferenced: 'Hand-overs without a reference of the tracker: {count}',
    lastWeek: 'Last week',
    decided: 'Decided: {count}',
    waited: 'Median waiting time: {hours} hours',
    open: 'Open triage',
    why: 'You get this mail because the settings of {company} name you or your role for the weekly review.',
  },
  de: {
    subject: 'Triage bei {company}: {count} warten',
    title: 'Warten auf eine Entscheidung: {count}',
    week: 'Woche vom {from} bis {to}',
    byRoute: 'Nach Weg und Alter',
    route: { engineering: 'Entwicklung', roadmap: 'Roadmap', quick_win: 'Schnell erledigt', none: 'Ohne Weg' },
    ages: 'unter 7 Tagen: {young} · 7 bis 14 Tage: {middle} · über 14 Tage: {old}',
    mostVoices: 'Die meisten Stimmen',
    voices: 'Stimmen: {count}',
    noTheme: 'Ohne Thema',
    newThemes: 'Neue Themen',
    records: 'Rückmeldungen in 28 Tagen: {count}',
    type: {
      bug: 'Fehler',
      feature_request: 'Wunsch',
      ux_issue: 'Bedienung',
      praise: 'Lob',
      content_issue: 'Inhalt',
      complaint: 'Beschwerde',
      question: 'Frage',
      survey_response: 'Umfrageantwort',
      other: 'Anderes',
    },
    unreferenced: 'Übergaben ohne Verweis des Trackers: {count}',
    lastWeek: 'Letzte Woche',
    decided: 'Entschieden: {count}',
    waited: 'Wartezeit im Median: {hours} Stunden',
    open: 'Triage öffnen',
    why: 'Sie erhalten diese Mail, weil die Einstellungen von {company} Sie oder Ihre Rolle für den Wochenrückblick nennen.',
  },
  es: {
    subject: 'Triaje en {company}: {count} en espera',
    title: 'A la espera de una decisión: {count}',
    week: 'Semana del {from} al {to}',
    byRoute: 'Por destino y antigüedad',
    route: { engineering: 'Ingeniería', roadmap: 'Hoja de ruta', quick_win: 'Mejora rápida', none: 'Sin destino' },
    ages: 'menos de 7 días: {young} · de 7 a 14 días: {middle} · más de 14 días: {old}',
    mostVoices: 'Más voces',
    voices: 'Voces: {count}',
    noTheme: 'Sin tema',
    newThemes: 'Temas nuevos',
    records: 'Opiniones en 28 días: {count}',
    type: {
      bug: 'Error',
      feature_request: 'Petición',
      ux_issue: 'Usabilidad',
      praise: 'Elogio',
      content_issue: 'Contenido',
      complaint: 'Queja',
      question: 'Pregunta',
      survey_response: 'Respuesta a encuesta',
      other: 'Otro',
    },
    unreferenced: 'Entregas sin referencia del gestor: {count}',
    lastWeek: 'La semana pasada',
    decided: 'Decididas: {count}',
    waited: 'Mediana de espera: {hours} horas',
    open: 'Abrir el triaje',
    why: 'Recibe este correo porque los ajustes de {company} le nombran a usted o a su rol para el resumen semanal.',
  },
  fr: {
    subject: 'Tri chez {company} : {count} en attente',
    title: 'En attente d’une décision : {count}',
    week: 'Semaine du {from} au {to}',
    byRoute: 'Par destination et ancienneté',
    route: {
      engineering: 'Ingénierie',
      roadmap: 'Feuille de route',
      quick_win: 'Correction rapide',
      none: 'Sans destination',
    },
    ages: 'moins de 7 jours : {young} · de 7 à 14 jours : {middle} · plus de 14 jours : {old}',
    mostVoices: 'Le plus de voix',
    voices: 'Voix : {count}',
    noTheme: 'Sans thème',
    newThemes: 'Nouveaux thèmes',
    records: 'Retours en 28 jours : {count}',
    type: {
      bug: 'Bogue',
      feature_request: 'Demande de fonction',
      ux_issue: 'Ergonomie',
      praise: 'Compliment',
      content_issue: 'Contenu',
      complaint: 'Réclamation',
      question: 'Question',
      survey_response: 'Réponse à une enquête',
      other: 'Autre',
    },
    unreferenced: 'Transmissions sans référence de l’outil de suivi : {count}',
    lastWeek: 'La semaine dernière',
    decided: 'Décisions : {count}',
    waited: 'Attente médiane : {hours} heures',
    open: 'Ouvrir le tri',
    why: 'Vous recevez ce courriel parce que les réglages de {company} vous nomment, vous ou votre rôle, pour le bilan hebdomadaire.',
  },
  ar: {
    subject: 'الفرز لدى {company}: ‏{count} في الانتظار',
    title: 'في انتظار قرار: {count}',
    week: 'الأسبوع من {from} إلى {to}',
    byRoute: 'حسب الوجهة والعمر',
    route: { engineering: 'الهندسة', roadmap: 'خارطة الطريق', quick_win: 'تحسين سريع', none: 'بلا وجهة' },
    ages: 'أقل من 7 أيام: {young} · من 7 إلى 14 يومًا: {middle} · أكثر من 14 يومًا: {old}',
    mostVoices: 'الأكثر أصواتًا',
    voices: 'الأصوات: {count}',
    noTheme: 'بلا موضوع',
    newThemes: 'مواضيع جديدة',
    records: 'ملاحظات في 28 يومًا: {count}',
    type: {
      bug: 'خلل',
      feature_request: 'طلب ميزة',
      ux_issue: 'سهولة الاستخدام',
      praise: 'ثناء',
      content_issue: 'محتوى',
      complaint: 'شكوى',
      question: 'سؤال',
      survey_response: 'رد على استبيان',
      other: 'أخرى',
    },
    unreferenced: 'عمليات التسليم بلا مرجع من أداة المتابعة: {count}',
    lastWeek: 'الأسبوع الماضي',
    decided: 'القرارات: {count}',
    waited: 'وسيط مدة الانتظار: {hours} ساعة',
    open: 'فتح الفرز',
    why: 'تتلقى هذه الرسالة لأن إعدادات {company} تسميك أو تسمي دورك للمراجعة الأسبوعية.',
  },
};
