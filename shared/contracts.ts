import type { Contract } from './http/contract.ts';
import { systemRoutes } from './system.routes.ts';

/** Every resource that is deployed; gateway, OpenAPI, client and generated tests read this list. */
export const contracts: readonly Contract[] = [systemRoutes];
