import type { ReminderMailView } from '../../shared/activity/reminder-mail.ts';
import type { SurveyLanguage } from '../../shared/survey-template/localized.schema.ts';

export type ReminderTexts = {
  subject: string;
  type: Record<ReminderMailView['type'], string>;
  begins: string;
  due: string;
  open: string;
  why: string;
};

/** What the mail says that reminds somebody of an activity, in each language of mails. */
export const reminderTexts: Record<SurveyLanguage, ReminderTexts> = {
  en: {
    subject: 'Reminder: {subject}',
    type: {
      call: 'Call',
      email: 'E-mail',
      meeting: 'Meeting',
      task: 'Task',
      follow_up: 'Follow-up',
      visit: 'Visit',
      appointment: 'Appointment',
    },
    begins: '{type}, begins: {time}',
    due: '{type}, due: {time}',
    open: 'Open activities',
    why: 'You get this mail because you own this activity at {company} and a reminder is set on it.',
  },
  de: {
    subject: 'Erinnerung: {subject}',
    type: {
      call: 'Anruf',
      email: 'E-Mail',
      meeting: 'Besprechung',
      task: 'Aufgabe',
      follow_up: 'Nachfassen',
      visit: 'Besuch',
      appointment: 'Termin',
    },
    begins: '{type}, Beginn: {time}',
    due: '{type}, fällig: {time}',
    open: 'Aktivitäten öffnen',
    why: 'Sie erhalten diese Mail, weil Ihnen diese Aktivität bei {company} zugeordnet ist und eine Erinnerung dafür eingestellt ist.',
  },
  es: {
    subject: 'Recordatorio: {subject}',
    type: {
      call: 'Llamada',
      email: 'Correo',
      meeting: 'Reunión',
      task: 'Tarea',
      follow_up: 'Seguimiento',
      visit: 'Visita',
      appointment: 'Cita',
    },
    begins: '{type}, comienza: {time}',
    due: '{type}, vence: {time}',
    open: 'Abrir las actividades',
    why: 'Recibe este correo porque esta actividad de {company} está a su cargo y tiene un recordatorio.',
  },
  fr: {
    subject: 'Rappel : {subject}',
    type: {
      call: 'Appel',
      email: 'Courriel',
      meeting: 'Réunion',
      task: 'Tâche',
      follow_up: 'Suivi',
      visit: 'Visite',
      appointment: 'Rendez-vous',
    },
    begins: '{type}, début : {time}',
    due: '{type}, échéance : {time}',
    open: 'Ouvrir les activités',
    why: 'Vous recevez ce courriel parce que cette activité chez {company} vous est confiée et qu’un rappel y est prévu.',
  },
  ar: {
    subject: 'تذكير: {subject}',
    type: {
      call: 'مكالمة',
      email: 'بريد إلكتروني',
      meeting: 'اجتماع',
      task: 'مهمة',
      follow_up: 'متابعة',
      visit: 'زيارة',
      appointment: 'موعد',
    },
    begins: '{type}، البداية: {time}',
    due: '{type}، الاستحقاق: {time}',
    open: 'فتح الأنشطة',
    why: 'تصلك هذه الرسالة لأنك مسؤول عن هذا النشاط لدى {company} وقد ضُبط له تذكير.',
  },
};
