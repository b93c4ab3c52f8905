import { serve } from '../../shared/http/serve.ts';
import { peopleRoutes } from '../../shared/people/people.routes.ts';
import { get, list, put } from '../../shared/people/people.ts';

export const handler = serve(peopleRoutes, { list, get, put });
