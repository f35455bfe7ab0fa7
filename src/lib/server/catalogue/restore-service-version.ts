import { eq } from 'drizzle-orm';
import { notFound } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import { systemClock } from '#lib/server/clock.ts';
import type { Db } from '#lib/server/db/client.ts';
import { getServiceForEditing } from './get-service-for-editing.ts';
import { publishService, type Published } from './publish-service.ts';
import { serviceVersion } from './tables.ts';

/**
 * Brings an earlier version back as a new one; nothing in between is lost. Administrators only. Recorded as
 * `service.published` with a note that names the version. Throws NotFound and all that `publishService` throws.
 */
export async function restoreServiceVersion(
	db: Db,
	actor: Actor,
	input: { slug: string; versionId: string; note: string; basedOn: number },
	clock: Clock = systemClock
): Promise<Published> {
	const current = await getServiceForEditing(db, actor, input.slug);
	const [version] = await db
		.select()
		.from(serviceVersion)
		.where(eq(serviceVersion.id, input.versionId));
	if (!version || version.serviceId !== current.id) throw notFound();
	return publishService(
		db,
		actor,
		{ slug: input.slug, definition: version.definition, note: input.note, basedOn: input.basedOn },
		clock
	);
}
