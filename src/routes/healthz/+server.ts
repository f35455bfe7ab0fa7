import { health } from '$lib/server/jobs/health.ts';
import type { RequestHandler } from './$types';

/** For whoever watches over the portal: 200 while it can serve, 503 while its database is away. */
export const GET: RequestHandler = async ({ locals }) => {
	const report = await health(locals.db, locals.clock);
	return Response.json(report, {
		status: report.status === 'ok' ? 200 : 503,
		headers: { 'cache-control': 'no-store' }
	});
};
