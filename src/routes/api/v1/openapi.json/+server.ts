import { openApi } from '$lib/server/api/openapi.ts';
import type { RequestHandler } from './$types';

/** What other programs may ask of the portal, in words that programs read. */
export const GET: RequestHandler = () => Response.json(openApi);
