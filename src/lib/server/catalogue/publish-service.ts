import { and, eq } from 'drizzle-orm';
import { parseDefinition } from '#lib/catalogue/parse-definition.ts';
import { problemTexts } from '#lib/catalogue/problem-text.ts';
import { slugSchema } from '#lib/catalogue/service-definition.ts';
import { conflict, forbidden, invalid } from '#lib/errors.ts';
import type { Actor } from '#lib/people/actor.ts';
import { can } from '#lib/people/permissions.ts';
import { systemClock, type Clock } from '#lib/server/clock.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import { withTransaction, type Db, type Tx } from '#lib/server/db/client.ts';
import { listPersonNames } from '#lib/server/people/list-names.ts';
import * as v from 'valibot';
import { lockService, writeVersion, type ServiceRecord } from './service-record.ts';
import { serviceVersion } from './tables.ts';

export type PublishServiceInput = {
	slug: string;
	/** The definition as edited; checked here. */
	definition: unknown;
	note: string;
	/** The version the editor began from; 0 for a new service. */
	basedOn: number;
};

export type Published = { id: string; version: number; changed: boolean };

/**
 * Saves a service as a new version, which is in force at once; running requests keep theirs. The same content again
 * makes no version. Administrators only. Recorded as `service.published`. Throws Forbidden, Invalid with the
 * definition's problems by place, in the actor's language, Conflict `catalogue_error_saved_meanwhile` when somebody saved in between or
 * `catalogue_error_slug_taken` for a new service whose address exists.
 */
export async function publishService(
	db: Db,
	actor: Actor,
	input: PublishServiceInput,
	clock: Clock = systemClock
): Promise<Published> {
	if (!can(actor, 'catalogue.edit')) throw forbidden();
	if (!v.is(slugSchema, input.slug)) throw invalid({ slug: ['catalogue_error_slug'] });
	const parsed = parseDefinition(input.definition);
	if (!parsed.ok) throw invalid(problemTexts(parsed.problems, actor.locale));
	const { definition } = parsed;
	return withTransaction(db, async (tx) => {
		const existing = await lockService(tx, input.slug);
		if (existing && input.basedOn === 0) throw conflict('catalogue_error_slug_taken');
		const hash = contentHash(definition);
		const current = existing ? await currentVersion(tx, existing) : undefined;
		if (existing && current?.contentHash === hash) {
			return { id: existing.id, version: existing.currentVersion, changed: false };
		}
		if (existing && existing.currentVersion !== input.basedOn) {
			throw conflict('catalogue_error_saved_meanwhile', await savedBy(tx, current));
		}
		const written = await writeVersion(tx, actor, existing, {
			slug: input.slug,
			definition,
			source: 'portal',
			note: input.note.trim().slice(0, 500),
			at: clock.now()
		});
		return { ...written, changed: true };
	});
}

type Version = typeof serviceVersion.$inferSelect;

async function currentVersion(tx: Tx, of: ServiceRecord): Promise<Version | undefined> {
	const [found] = await tx
		.select()
		.from(serviceVersion)
		.where(and(eq(serviceVersion.serviceId, of.id), eq(serviceVersion.version, of.currentVersion)));
	return found;
}

async function savedBy(tx: Tx, version: Version | undefined): Promise<Record<string, string>> {
	const id = version?.createdById;
	const names = id ? await listPersonNames(tx, [id]) : new Map<string, string>();
	return { person: (id && names.get(id)) || 'Abilaud', version: String(version?.version ?? '') };
}
