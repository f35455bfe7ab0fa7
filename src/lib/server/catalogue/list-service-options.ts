import { asc, eq } from 'drizzle-orm';
import { localize, type Locale } from '#lib/i18n/localized.ts';
import type { DbOrTx } from '#lib/server/db/client.ts';
import { kept } from '#lib/server/db/kept.ts';
import { service } from './tables.ts';

/** Every service for a filter, in the catalogue's order. */
export async function listServiceOptions(
	db: DbOrTx,
	locale: Locale
): Promise<{ value: string; label: string }[]> {
	const rows = await kept(db, 'service options', async () =>
		db
			.select({ id: service.id, title: service.title })
			.from(service)
			.orderBy(asc(service.position), asc(service.slug))
	);
	return rows.map(({ id, title }) => ({ value: id, label: localize(title, locale) }));
}

/** Active services by slug: where a request can be moved to. */
export async function listServiceSlugs(
	db: DbOrTx,
	locale: Locale
): Promise<{ value: string; label: string }[]> {
	const rows = await kept(db, 'service slugs', async () =>
		db
			.select({ slug: service.slug, title: service.title })
			.from(service)
			.where(eq(service.active, true))
			.orderBy(asc(service.position), asc(service.slug))
	);
	return rows.map(({ slug, title }) => ({ value: slug, label: localize(title, locale) }));
}
