import { readLabelForm } from '#lib/equipment/labels/label-form.ts';
import { LABEL_FORMATS } from '#lib/equipment/labels/label-formats.ts';
import type { Actor } from '#lib/people/actor.ts';
import type { Clock } from '#lib/server/clock.ts';
import { config } from '#lib/server/config.ts';
import type { Db } from '#lib/server/db/client.ts';
import { getSettings } from '#lib/server/settings/settings.ts';
import type { LabelOrder } from './label-sheets.ts';
import { listLabels } from './list-labels.ts';

/** What an address orders: the things, the sheet, whose they are. Throws what `listLabels` does. */
export async function orderOf(
	db: Db,
	actor: Actor,
	query: URLSearchParams,
	clock: Clock
): Promise<LabelOrder> {
	const { code, start } = readLabelForm(query);
	const [labels, { organisationName }] = await Promise.all([
		listLabels(db, actor, query, clock),
		getSettings(db)
	]);
	const town = organisationName.et;
	return { labels, format: LABEL_FORMATS[code], start, origin: config().origin, town };
}
