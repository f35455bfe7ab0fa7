import { isoDay } from '$lib/format/moments.ts';
import { exportAudit } from '$lib/server/audit/export-audit.ts';
import { daySpanMoments } from '$lib/server/audit/list-audit.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent, RequestHandler } from './$types';

/** The log, or the days of `?at=`, as lines of JSON that anybody can verify. */
export const GET: RequestHandler = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const range = daySpanMoments(event.url.searchParams.get('at') ?? '');
	const lines = exportAudit(db, signedIn(event), range);
	// The first line is read before anything is answered, so that a refusal is an answer of its own.
	const first = await lines.next();
	const encoder = new TextEncoder();
	let next = first;
	const file = new ReadableStream<Uint8Array>({
		async pull(controller) {
			if (next.done) return controller.close();
			controller.enqueue(encoder.encode(next.value));
			next = await lines.next();
		}
	});
	return new Response(file, {
		headers: {
			'content-type': 'application/jsonl; charset=utf-8',
			'content-disposition': `attachment; filename="audit-${isoDay(clock.now())}.jsonl"`
		}
	});
});
