import { due, elapsed, get, list, put, remove } from '../../shared/calendar/calendar.ts';
import { calendarRoutes } from '../../shared/calendar/calendar.routes.ts';
import { serve } from '../../shared/http/serve.ts';

export const handler = serve(calendarRoutes, { list, get, put, remove, due, elapsed });
