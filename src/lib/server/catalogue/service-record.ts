import { eq, sql } from 'drizzle-orm';
import type { ServiceDefinition } from '#lib/catalogue/service-definition.ts';
import type { Actor } from '#lib/people/actor.ts';
import { actorPersonId } from '#lib/people/actor.ts';
import { recordAudit } from '#lib/server/audit/record-audit.ts';
import { contentHash } from '#lib/server/content/content-hash.ts';
import type { Tx } from '#lib/server/db/client.ts';
import { newId } from '#lib/server/db/new-id.ts';
import { searchVector } from '#lib/server/search/search-vector.ts';
import { service, serviceVersion } from './tables.ts';

export type ServiceRecord = typeof service.$inferSelect;

/** The service by slug, locked until the transaction ends, so that two saves come one after the other. */
export async function lockService(tx: Tx, slug: string): Promise<ServiceRecord | undefined> {
	const [found] = await tx.select().from(service).where(eq(service.slug, slug)).for('update');
	return found;
}

export type NewVersion = {
	slug: string;
	definition: ServiceDefinition;
	source: 'files' | 'portal';
	note: string;
	at: Date;
};

/**
 * Writes the next version of a service, or the service with its first. Says what is found by which words.
 * Recorded as `service.published`. The caller has locked the service and knows that the content is new.
 */
export async function writeVersion(
	tx: Tx,
	actor: Actor,
	existing: ServiceRecord | undefined,
	{ slug, definition, source, note, at }: NewVersion
): Promise<{ id: string; version: number }> {
	const version = (existing?.currentVersion ?? 0) + 1;
	const id = existing?.id ?? newId();
	const head = {
		currentVersion: version,
		title: definition.title,
		icon: definition.icon,
		source,
		active: true,
		updatedAt: at,
		search: sql<string>`${serviceSearch(definition)}`
	};
	if (existing) await tx.update(service).set(head).where(eq(service.id, id));
	else await tx.insert(service).values({ id, slug, ...head });
	const hash = contentHash(definition);
	await tx.insert(serviceVersion).values({
		id: newId(),
		serviceId: id,
		version,
		definition,
		contentHash: hash,
		note,
		createdById: actorPersonId(actor),
		createdAt: at
	});
	await recordAudit(tx, {
		actor,
		action: 'service.published',
		noun: 'service',
		recordId: id,
		before: existing ? { version: existing.currentVersion } : undefined,
		after: { slug, version, source, note, contentHash: hash },
		at
	});
	return { id, version };
}

function serviceSearch(definition: ServiceDefinition) {
	const { keywords } = definition;
	return searchVector([
		{ weight: 'A', text: definition.title },
		{
			weight: 'B',
			text: {
				et: keywords.et.join(' '),
				ru: keywords.ru.join(' '),
				en: keywords.en.join(' ')
			}
		},
		{ weight: 'B', text: definition.summary },
		{ weight: 'C', text: definition.help ?? {} }
	]);
}
