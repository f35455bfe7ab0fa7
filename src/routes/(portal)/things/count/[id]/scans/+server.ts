import { json } from '@sveltejs/kit';
import * as v from 'valibot';
import { sentScansSchema } from '$lib/equipment/stocktake/sent-scans.ts';
import { scannedThings } from '$lib/server/equipment/stocktake/my-counts.ts';
import { scanLabels } from '$lib/server/equipment/stocktake/scan-labels.ts';
import { guarded, signedIn } from '$lib/server/web/route.ts';
import type { RequestEvent } from './$types';

/**
 * Scans that a phone has kept, each with the id that it was given there; every one is answered. Only by the person who
 * scanned: on a shared phone somebody else may be signed in by now.
 */
export const POST = guarded(async (event: RequestEvent) => {
	const { db, clock } = event.locals;
	const actor = signedIn(event);
	const sent = v.safeParse(sentScansSchema, await event.request.json().catch(() => null));
	if (!sent.success) return new Response(null, { status: 422 });
	if (sent.output.personId !== actor.personId) return new Response(null, { status: 403 });
	const scans = sent.output.scans.map((scan) => ({
		...scan,
		scannedAt: new Date(scan.scannedAt)
	}));
	const answers = await scanLabels(db, actor, event.params.id, scans, clock);
	const things = await scannedThings(
		db,
		answers.flatMap(({ itemId }) => itemId ?? [])
	);
	return json({
		answers: answers.map((answer) => ({
			...answer,
			thing: things.get(answer.itemId ?? '') ?? null
		}))
	});
});
